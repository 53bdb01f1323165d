import { memo, useRef } from 'react';
import { JobThumb } from '../jobs/job-thumb.js';
import { Icon } from '../parts/icon.js';
import { Ring } from '../parts/ring.js';
import { TEXTS } from '../texts.js';
import { Adders } from './adders.js';
import { isBusy, needsLook, type Picture } from './picture.js';
import { choose, clearFree, remove } from './pictures.js';
import { hasSource } from './source.js';
import { submit } from './submit.js';
import { useWindow } from './window.js';

/** Height of an item, and its width where the list lies; the same as in the style sheet. */
const ITEM = 64;

interface Props {
  pictures: readonly Picture[];
  chosen: string | null;
  take: (files: File[]) => void;
}

/** The pictures on the page, each with its state. */
export function Strip({ pictures, chosen, take }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const { from, to, before, after } = useWindow(list, pictures.length, ITEM);
  const done = pictures.filter(({ state }) => state === 'done').length;
  const failed = pictures.filter((one) => one.state === 'failed' && hasSource(one));
  return (
    <aside className="strip" aria-label={TEXTS.tray.title(pictures.length)}>
      <div className="strip-head">
        <h2>{TEXTS.tray.title(pictures.length)}</h2>
        {done > 0 && <span className="hint">{TEXTS.tray.done(done)}</span>}
        <button type="button" className="link" onClick={clearFree}>
          {TEXTS.tray.clear}
        </button>
      </div>
      {failed.length > 0 && (
        <button
          type="button"
          className="button strip-retry"
          onClick={() => submit(failed.map(({ key }) => key))}
        >
          <Icon name="retry" />
          {TEXTS.tray.retryFailed(failed.length)}
        </button>
      )}
      <ul className="strip-list" ref={list}>
        {before > 0 && <li aria-hidden="true" className="strip-space" style={{ flexBasis: before }} />}
        {pictures.slice(from, to).map((picture) => (
          <Item key={picture.key} picture={picture} current={picture.key === chosen} />
        ))}
        {after > 0 && <li aria-hidden="true" className="strip-space" style={{ flexBasis: after }} />}
      </ul>
      <Adders take={take} small />
    </aside>
  );
}

const Item = memo(function Item({ picture, current }: { picture: Picture; current: boolean }) {
  const { key, name, state, fault } = picture;
  const review = needsLook(picture);
  const word = review ? TEXTS.tray.review : TEXTS.tray.states[state];
  return (
    <li className={`strip-item${current ? ' current' : ''}`}>
      <button
        type="button"
        className="strip-choose"
        aria-current={current}
        title={fault ? `${name}: ${fault.message}` : name}
        onClick={() => choose(key)}
      >
        <Thumb picture={picture} />
        <span className="strip-words">
          <span className="strip-name">{name}</span>
          <span className={`strip-state state-${review ? 'review' : state}`}>{word}</span>
        </span>
      </button>
      <Mark picture={picture} />
      {!isBusy(picture) && (
        <button
          type="button"
          className="strip-remove"
          aria-label={TEXTS.tray.remove(name)}
          onClick={() => remove([key])}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  );
});

function Thumb({ picture: { thumb, job } }: { picture: Picture }) {
  if (!thumb && job && job.outputs?.length > 0) return <JobThumb job={job} large />;
  return (
    <span className="thumb">
      {thumb ? <img src={thumb} alt="" decoding="async" loading="lazy" /> : <Icon name="picture" />}
    </span>
  );
}

function Mark({ picture }: { picture: Picture }) {
  const { state, sent, progress } = picture;
  const review = needsLook(picture);
  if (state === 'uploading') return <Ring share={sent * 0.3} />;
  if (state === 'running') return <Ring share={0.3 + progress * 0.7} />;
  if (state === 'done')
    return (
      <span className={`mark ${review ? 'mark-review' : 'mark-pass'}`}>
        <Icon name={review ? 'warn' : 'check'} />
      </span>
    );
  if (state === 'failed')
    return (
      <span className="mark mark-fail">
        <Icon name="fail" />
      </span>
    );
  return null;
}
