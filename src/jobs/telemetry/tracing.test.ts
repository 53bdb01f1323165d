import { type Attributes, type Span, type SpanOptions, type SpanStatus, trace } from '@opentelemetry/api';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { traceJob } from './tracing.js';

interface Told extends SpanOptions {
  name: string;
  status?: SpanStatus;
  end?: number;
}

const told: Told[] = [];
/** What an SDK would be. */
const provider = {
  getTracer: () => ({
    startSpan(name: string, options: SpanOptions) {
      const span: Told = { name, ...options };
      told.push(span);
      return {
        setStatus: (status: SpanStatus) => (span.status = status),
        end: (at: number) => (span.end = at),
      } as unknown as Span;
    },
    startActiveSpan: () => {},
  }),
};

const job = { id: 'job_1', batchId: 'bat_1', attempts: 2 };
const end = { job, outcome: 'succeeded', seconds: 1.5, inputBytes: 10, outputBytes: 20, verdict: 'pass' };

beforeEach(() => void told.splice(0));
afterAll(() => trace.disable());

describe('a trace', () => {
  it('is nothing where no SDK is loaded', () => {
    expect(() => traceJob({ ...end, report: null })).not.toThrow();
    expect(told).toEqual([]);
  });

  it('has a span for each job, with what its stages took', () => {
    trace.setGlobalTracerProvider(provider as never);
    traceJob({ ...end, report: { timings: { network: 1200 } } }, 100_000);
    traceJob(
      { ...end, report: null, outcome: 'failed', verdict: null, error: { code: 'corrupt_image' } },
      100_000,
    );
    expect(told[0]).toMatchObject({ name: 'heroshot.job', startTime: 98_500, end: 100_000 });
    expect(told[0].attributes satisfies Attributes | undefined).toEqual({
      'heroshot.job.id': 'job_1',
      'heroshot.job.attempt': 2,
      'heroshot.job.outcome': 'succeeded',
      'heroshot.batch.id': 'bat_1',
      'heroshot.input.bytes': 10,
      'heroshot.output.bytes': 20,
      'heroshot.verdict': 'pass',
      'heroshot.stage.network.seconds': 1.2,
    });
    expect(told[1].attributes).toMatchObject({ 'error.type': 'corrupt_image' });
    expect(told[1].status).toEqual({ code: 2, message: 'corrupt_image' });
  });
});
