import type { ChildProcess } from 'node:child_process';
import type { JobEnd } from '../jobs/worker/worker.js';

/** What is told of a job's end: enough for metrics, and small. */
export interface EndedJob
  extends Pick<JobEnd, 'outcome' | 'seconds' | 'inputBytes' | 'outputBytes' | 'verdict'> {
  code?: string;
  /** Milliseconds by stage. */
  stages: Record<string, number>;
}

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

/** A job's end in short. */
export function inShort({
  outcome,
  seconds,
  inputBytes,
  outputBytes,
  verdict,
  error,
  report,
}: JobEnd): EndedJob {
  const timings = (report as { timings?: Record<string, unknown> } | null)?.timings ?? {};
  const stages = Object.entries(timings).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return {
    outcome,
    seconds,
    inputBytes,
    outputBytes,
    verdict,
    ...(error ? { code: error.code } : {}),
    stages: Object.fromEntries(stages),
  };
}
