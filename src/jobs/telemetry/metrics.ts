import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Store } from '../store/open-store.js';
import { type EndedJob, stagesOf } from './ended-job.js';
import { label, Routes } from './labels.js';
import { FiguresReader } from './store-figures.js';

/** An answer of the API. */
export interface Answered {
  method: string;
  /** The route's pattern, such as `/v1/jobs/:id`; never an address. */
  route: string;
  status: number;
  seconds: number;
}

/** What became of a try to deliver a webhook. */
export type WebhookOutcome = 'delivered' | 'retried' | 'failed';

/** What this process tells Prometheus. */
export interface Metrics {
  registry: Registry;
  /** `Content-Type` of {@link Metrics.text}. */
  contentType: string;
  /** Everything in the text format. Never throws for a database that is away: `heroshot_store_up` says so. */
  text(): Promise<string>;
  /** A job ended with this worker; its stages are taken from its report. */
  observeJob(end: EndedJob): void;
  /** A stage that no report tells of. */
  observeStage(stage: string, seconds: number): void;
  webhook(outcome: WebhookOutcome): void;
  http(answer: Answered): void;
}

/** Seconds: from a small picture's stage to a large one's. */
const STAGE_BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];
const JOB_BUCKETS = [0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300, 900];
/** Requests that wait for their result take as long as it does. */
const HTTP_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * Metrics of a process of the service, in a registry of their own. Names follow Prometheus: base units, `_total` for what only
 * grows; every label has a bounded set of values.
 */
export function createMetrics(store: Pick<Store, 'jobs'>, reader = new FiguresReader(store.jobs)): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const tellStore = storeGauges(registry);
  const registers = [registry];
  const ended = new Counter({
    name: 'heroshot_jobs_ended_total',
    help: 'Jobs that ended with this process.',
    labelNames: ['outcome', 'verdict', 'code'],
    registers,
  });
  const jobSeconds = new Histogram({
    name: 'heroshot_job_duration_seconds',
    help: 'From the claim of a job to its end.',
    labelNames: ['outcome'],
    buckets: JOB_BUCKETS,
    registers,
  });
  const stageSeconds = new Histogram({
    name: 'heroshot_stage_duration_seconds',
    help: 'Work of one stage of one picture, of all threads together.',
    labelNames: ['stage'],
    buckets: STAGE_BUCKETS,
    registers,
  });
  const bytesIn = new Counter({
    name: 'heroshot_input_bytes_total',
    help: 'Bytes of pictures that were read.',
    registers,
  });
  const bytesOut = new Counter({
    name: 'heroshot_output_bytes_total',
    help: 'Bytes of files that were made.',
    registers,
  });
  const deliveries = new Counter({
    name: 'heroshot_webhook_deliveries_total',
    help: 'Tries to deliver a webhook, by what became of them.',
    labelNames: ['outcome'],
    registers,
  });
  const httpSeconds = new Histogram({
    name: 'heroshot_http_request_duration_seconds',
    help: 'Requests to the API, by the pattern of their route.',
    labelNames: ['method', 'route', 'status'],
    buckets: HTTP_BUCKETS,
    registers,
  });
  const routes = new Routes();
  const observeStage = (stage: string, seconds: number) =>
    stageSeconds.observe({ stage: label('stage', stage) }, seconds);
  return {
    registry,
    contentType: registry.contentType,
    async text() {
      tellStore(await reader.read());
      return registry.metrics();
    },
    observeJob({ outcome, seconds, inputBytes, outputBytes, verdict, report, error }) {
      const told = label('outcome', outcome);
      const why = {
        verdict: label('verdict', verdict ?? 'none'),
        code: label('code', error?.code ?? 'none'),
      };
      ended.inc({ outcome: told, ...why });
      jobSeconds.observe({ outcome: told }, seconds);
      bytesIn.inc(inputBytes);
      bytesOut.inc(outputBytes);
      for (const [stage, took] of stagesOf(report)) observeStage(stage, took);
    },
    observeStage,
    webhook: (outcome) => deliveries.inc({ outcome: label('delivery', outcome) }),
    http({ method, route, status, seconds }) {
      const of = {
        method: label('method', method),
        status: label('status', `${Math.floor(status / 100)}xx`),
      };
      httpSeconds.observe({ ...of, route: routes.label(route) }, seconds);
    },
  };
}

/** Gauges of what the database knows; where it is away they have no value, rather than an old or wrong one. */
function storeGauges(registry: Registry) {
  const registers = [registry];
  const up = new Gauge({
    name: 'heroshot_store_up',
    help: '1 where the database answers, else 0.',
    registers,
  });
  const jobs = new Gauge({
    name: 'heroshot_jobs',
    help: 'Jobs that are kept, by state.',
    labelNames: ['state'],
    registers,
  });
  // A label that is never used leaves a gauge without a value, where one without labels would say 0.
  const plain = (name: string, help: string) => new Gauge({ name, help, labelNames: ['none'], registers });
  const waiting = plain('heroshot_queue_waiting', 'Jobs that wait to be done.');
  const age = plain(
    'heroshot_queue_oldest_age_seconds',
    'How long the oldest waiting job has waited; 0 where none does.',
  );
  const perHour = new Gauge({
    name: 'heroshot_images_per_hour',
    help: 'Pictures that succeeded: in the last hour, and at the pace of the last five minutes.',
    labelNames: ['window'],
    registers,
  });
  return (figures: Awaited<ReturnType<FiguresReader['read']>>): void => {
    for (const gauge of [jobs, waiting, age, perHour]) gauge.reset();
    up.set(figures ? 1 : 0);
    if (!figures) return;
    for (const [state, count] of Object.entries(figures.states)) jobs.set({ state }, count);
    waiting.set(figures.waiting);
    age.set(figures.queueAge);
    for (const [window, count] of Object.entries(figures.perHour)) perHour.set({ window }, count);
  };
}
