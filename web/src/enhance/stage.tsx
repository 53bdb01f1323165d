import { percentText } from '../app/figures.js';
import { Compare } from '../compare/compare.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import type { Picture } from './picture.js';
import { useFile, useLocal } from './results.js';
import { hasSource, inputPath } from './source.js';
import { submit } from './submit.js';

/** The picture that is looked at: as it came, at work, or before and after. */
export function Stage({ picture }: { picture: Picture }) {
  const { job, file, kept, state, name, unreadable } = picture;
  const master = job?.outputs?.find((output) => output.for === 'master') ?? job?.outputs?.[0];
  const done = state === 'done' && master;
  const local = useLocal(unreadable ? undefined : file);
  const fetched = useFile(file || !job ? undefined : inputPath(kept ?? job.id));
  const result = useFile(done ? `/v1/jobs/${job?.id}/outputs/${encodeURIComponent(master.name)}` : undefined);
  const before = local ?? fetched.url;
  if (done && result.url)
    return (
      <>
        <Compare
          key={job?.id}
          before={before}
          after={result.url}
          size={{ width: master.width, height: master.height }}
          name={name}
        />
        {!before && unreadable && <p className="stage-note">{TEXTS.compare.noBefore}</p>}
      </>
    );
  return (
    <div className="compare">
      <div className="stage stage-still">
        {before ? (
          <img className="stage-only" src={before} alt={name} decoding="async" />
        ) : (
          <span className="stage-none">
            <Icon name="picture" />
            <span>{name}</span>
          </span>
        )}
        <StageState picture={picture} faultText={result.fault?.message} />
      </div>
    </div>
  );
}

function StageState({ picture, faultText }: { picture: Picture; faultText: string | undefined }) {
  const { state, sent, progress, fault, key } = picture;
  const words = TEXTS.settings;
  if (state === 'failed' || faultText)
    return (
      <div className="stage-card stage-fault" role="alert">
        <Icon name="fail" />
        <div>
          <p className="stage-card-title">{faultText ? TEXTS.compare.failed : TEXTS.tray.states.failed}</p>
          <p>{faultText ?? fault?.message}</p>
          {fault?.hint && <p className="hint">{fault.hint}</p>}
          {hasSource(picture) && !faultText && (
            <button type="button" className="button" onClick={() => submit([key])}>
              <Icon name="retry" />
              {TEXTS.tray.retryFailed(1)}
            </button>
          )}
        </div>
      </div>
    );
  if (state === 'ready' || state === 'cancelled')
    return (
      <p className="stage-card stage-waits">
        {state === 'ready' ? words.waits : TEXTS.tray.states.cancelled}
      </p>
    );
  const share = state === 'uploading' ? sent : state === 'running' ? progress : undefined;
  const word = words.working[state as keyof typeof words.working] ?? TEXTS.app.loading;
  return (
    <div className="stage-card stage-work" role="status">
      <span>{word}</span>
      {share !== undefined && <span className="stage-share">{percentText(share)}</span>}
      <progress
        className="bar"
        max={1}
        {...(share === undefined ? {} : { value: share })}
        aria-label={word}
      />
    </div>
  );
}
