import { useRef } from 'react';
import { JobThumb } from '../jobs/job-thumb.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { sayClip, shifted, stillName, stillOf, toggle, useClipAsked } from './asked.js';

const words = TEXTS.clip;

/** The chosen stills in their order: moved by buttons, which keys and screen readers reach as well as fingers. */
export function Order() {
  const { stills } = useClipAsked();
  const list = useRef<HTMLOListElement>(null);
  const move = (index: number, by: -1 | 1) => {
    sayClip({ stills: shifted(stills, index, by) });
    // The focus goes with the still; at an end of the list its other button takes it.
    requestAnimationFrame(() => {
      const row = list.current?.children[index + by];
      const [earlier, later] = row?.querySelectorAll<HTMLButtonElement>('.clip-move') ?? [];
      const same = by < 0 ? earlier : later;
      (same?.disabled ? (by < 0 ? later : earlier) : same)?.focus();
    });
  };
  if (stills.length === 0) return <p className="hint">{words.orderNone}</p>;
  return (
    <ol className="clip-order" ref={list} aria-label={words.order}>
      {stills.map((job, index) => (
        <li key={job.id}>
          <JobThumb job={job} output={stillOf(job)?.name} />
          <span className="clip-name">{stillName(job)}</span>
          <button
            type="button"
            className="tool clip-move clip-earlier"
            disabled={index === 0}
            aria-label={words.earlier(stillName(job))}
            title={words.earlier(stillName(job))}
            onClick={() => move(index, -1)}
          >
            <Icon name="down" />
          </button>
          <button
            type="button"
            className="tool clip-move"
            disabled={index === stills.length - 1}
            aria-label={words.later(stillName(job))}
            title={words.later(stillName(job))}
            onClick={() => move(index, 1)}
          >
            <Icon name="down" />
          </button>
          <button
            type="button"
            className="tool"
            aria-label={words.leaveOut(stillName(job))}
            title={words.leaveOut(stillName(job))}
            onClick={() => sayClip({ stills: toggle(stills, job) })}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ol>
  );
}
