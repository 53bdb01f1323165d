import type { ReactNode } from 'react';
import type { Picture } from '../enhance/picture.js';
import { choose } from '../enhance/pictures.js';
import { Icon } from '../parts/icon.js';
import { JobThumb } from './job-thumb.js';
import '../styles/picker.css';

interface Props {
  label: string;
  pictures: readonly Picture[];
  current: string | null;
  /** What stands after the pictures. */
  children?: ReactNode;
}

/** Pictures that are offered; more are under Enhance. */
const MOST = 60;

/** The session's pictures, small, one of which is looked at. */
export function Picker({ label, pictures, current, children }: Props) {
  return (
    <ul className="picker" aria-label={label}>
      {pictures.slice(0, MOST).map(({ key, name, thumb, job }) => (
        <li key={key}>
          <button type="button" aria-label={name} aria-pressed={key === current} onClick={() => choose(key)}>
            {thumb ? (
              <img src={thumb} alt="" />
            ) : job && job.outputs.length > 0 ? (
              <JobThumb job={job} large />
            ) : (
              <Icon name="picture" />
            )}
          </button>
        </li>
      ))}
      {children}
    </ul>
  );
}
