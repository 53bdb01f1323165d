import { percentText } from '../app/figures.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { isAtWork, type JobRun, type Run } from './job-run.js';

const WORDS = { sending: 'uploading', queued: 'queued', running: 'running' } as const;

/** How far a job is, or why it failed. */
export function RunState({ run, of, working }: { run: Run; of: JobRun; working: string }) {
  const { state, sent, job, fault } = run;
  if (state === 'failed')
    return (
      <div className="run-fault" role="alert">
        <Icon name="fail" />
        <div>
          <p>{fault?.message}</p>
          {fault?.hint && <p className="hint">{fault.hint}</p>}
        </div>
      </div>
    );
  if (!isAtWork(run)) return null;
  const share = state === 'sending' ? sent : state === 'running' ? job?.progress : undefined;
  const word = state === 'running' ? working : TEXTS.settings.working[WORDS[state as keyof typeof WORDS]];
  return (
    <div className="run-work">
      <p role="status">
        {word}
        {share !== undefined && <span className="run-share">{percentText(share)}</span>}
      </p>
      <progress
        className="bar"
        max={1}
        {...(share === undefined ? {} : { value: share })}
        aria-label={word}
      />
      <button type="button" className="link" onClick={() => void of.stop()}>
        {TEXTS.settings.stop}
      </button>
    </div>
  );
}
