import type { Job } from '../api/types.js';
import { TEXTS } from '../texts.js';

/** Where a job is, in a word. */
export function StateChip({ job: { state, verdict } }: { job: Job }) {
  const tone =
    state === 'failed' ? 'fail' : verdict === 'review' ? 'review' : state === 'succeeded' ? 'pass' : 'plain';
  const words = TEXTS.tray.states;
  const word =
    verdict === 'review'
      ? TEXTS.tray.review
      : state === 'succeeded'
        ? words.done
        : state === 'failed'
          ? words.failed
          : state === 'cancelled'
            ? words.cancelled
            : state === 'running'
              ? words.running
              : words.queued;
  return <span className={`state-chip tone-${tone}`}>{word}</span>;
}
