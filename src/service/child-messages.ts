import type { ChildProcess } from 'node:child_process';
import type { EndedJob } from '../jobs/telemetry/ended-job.js';
import type { JobEnd } from '../jobs/worker/worker.js';

/** What the working process tells the one that watches over it, beside the dispatcher's words. */
export type ChildMessage = { service: 'ready' } | { service: 'ended'; ended: EndedJob };

/** Tell the process that watches over this one; without one nobody hears it. */
export function tell(message: ChildMessage): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}

/** Listen to a working process. */
export function onChildMessage(child: ChildProcess, listen: (message: ChildMessage) => void): void {
  child.on('message', (message: unknown) => {
    if (typeof message === 'object' && message !== null && 'service' in message)
      listen(message as ChildMessage);
  });
}

/** A job's end without what only its row needs: of the report the times alone. */
export function inShort({ job: _, report, error, ...end }: JobEnd): EndedJob {
  const { timings, later } = (report ?? {}) as { timings?: object; later?: object };
  return { ...end, report: { timings, later }, ...(error ? { error: { code: error.code } } : {}) };
}
