import type { Job } from '../job.js';
import { isoTime, isoTimeOrNull } from './iso-time.js';
import { publicError } from './public-error.js';

/**
 * A job as its submitter sees it: the same words as `GET /v1/jobs/{id}`. Where files lie and which worker had it stays here.
 *
 * @param publicUrl address of this service, without a slash at the end
 */
export function jobData(job: Job, publicUrl: string): Record<string, unknown> {
  const url = `${publicUrl}/v1/jobs/${job.id}`;
  return {
    id: job.id,
    batch_id: job.batchId,
    ordinal: job.ordinal,
    state: job.state,
    name: job.name,
    metadata: job.metadata,
    verdict: job.verdict,
    error: job.error && publicError(job.error),
    outputs: job.outputs.map(({ name, for: target, format, bytes, width, height, sha256, audit }) => ({
      name,
      for: target,
      format,
      bytes,
      width,
      height,
      sha256,
      audit,
      url: `${url}/outputs/${encodeURIComponent(name)}`,
    })),
    created_at: isoTime(job.createdAt),
    started_at: isoTimeOrNull(job.startedAt),
    finished_at: isoTimeOrNull(job.finishedAt),
    url,
  };
}
