import { type Attributes, SpanStatusCode, trace } from '@opentelemetry/api';
import { type EndedJob, stagesOf } from './ended-job.js';

/** A job as a trace shows it. */
interface TracedJob extends EndedJob {
  job: { id: string; batchId: string | null; attempts: number };
}

/**
 * Tell OpenTelemetry of a job that ended: one span from claim to end, the seconds of its stages among its attributes. They are
 * no spans of their own, because their work overlaps on several threads. Nothing happens where no SDK is loaded.
 *
 * @param now when it ended, milliseconds since 1970
 */
export function traceJob(end: TracedJob, now = Date.now()): void {
  const { job, outcome, seconds, inputBytes, outputBytes, verdict, report, error } = end;
  const attributes: Attributes = {
    'heroshot.job.id': job.id,
    'heroshot.job.attempt': job.attempts,
    'heroshot.job.outcome': outcome,
    'heroshot.input.bytes': inputBytes,
    'heroshot.output.bytes': outputBytes,
    ...(job.batchId ? { 'heroshot.batch.id': job.batchId } : {}),
    ...(verdict ? { 'heroshot.verdict': verdict } : {}),
    ...(error ? { 'error.type': error.code } : {}),
  };
  for (const [stage, took] of stagesOf(report)) attributes[`heroshot.stage.${stage}.seconds`] = took;
  const span = trace
    .getTracer('heroshot')
    .startSpan('heroshot.job', { startTime: now - seconds * 1000, attributes });
  if (outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR, message: error?.code ?? 'failed' });
  span.end(now);
}
