import { ERRORS, type ErrorCode } from '../../engine/errors.js';
import type { Job, JobError, JobSource } from '../../jobs/job.js';
import { mediaType } from '../../jobs/media-type.js';
import { problemRow } from '../problems.js';
import type { Job as JobView } from '../schemas/job.js';
import { maybeTime, timeText } from './time.js';
import { marketsOf, recipeName } from './work.js';

/** A job as its submitter sees it. */
export function jobView(job: Job, publicUrl: string): JobView {
  const url = `${publicUrl}/v1/jobs/${job.id}`;
  const { work } = job;
  return {
    object: 'job',
    id: job.id,
    state: job.state,
    kind: work.kind,
    recipe: recipeName(work),
    for: marketsOf(work),
    priority: job.priority,
    name: job.name,
    source: sourceView(job.source),
    input_bytes: job.inputBytes,
    batch_id: job.batchId,
    ordinal: job.ordinal,
    metadata: job.metadata,
    attempts: job.attempts,
    progress: job.progress,
    cancel_requested: job.cancelRequested,
    verdict: job.verdict,
    error: job.error && errorView(job.error),
    outputs: job.outputs.map(({ blob: _, ...output }) => ({
      ...output,
      type: mediaType(output.format),
      url: `${url}/outputs/${encodeURIComponent(output.name)}`,
    })),
    created_at: timeText(job.createdAt),
    started_at: maybeTime(job.startedAt),
    finished_at: maybeTime(job.finishedAt),
    url,
  };
}

/** Why it failed; what a fault of ours says stays in the log, for it may name paths and hosts. */
export function errorView({ code, message }: JobError): { code: string; message: string; hint: string } {
  const known = Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : 'internal';
  const { status, title, hint } = problemRow(known);
  const ours = (status === 500 || status === 503) && code !== 'gave_up';
  return { code, message: ours ? title : message, hint };
}

function sourceView(source: JobSource): JobView['source'] {
  switch (source.kind) {
    case 'blob':
      return { kind: 'upload' };
    case 'url':
      return { kind: 'url', url: source.url };
    case 'object':
      return { kind: 'object', bucket: source.bucket, key: source.key };
    case 'archive':
      return 'url' in source.place ? { kind: 'url', url: source.place.url } : { kind: 'archive' };
  }
}
