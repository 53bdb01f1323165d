import type { Audit, AuditOptions } from '../api/schemas/audit.js';
import type { ClipRequest } from '../api/schemas/clip.js';
import type { Health, Readiness } from '../api/schemas/health.js';
import type { HookAnswer } from '../api/schemas/hook.js';
import type { DryRun, Job, JobList } from '../api/schemas/job.js';
import type { PresetList } from '../api/schemas/preset.js';
import type { RecipeList } from '../api/schemas/recipe.js';
import type { ImageOptions } from '../api/schemas/submission.js';
import type { Usage } from '../api/schemas/usage.js';
import { Batches } from './batches.js';
import { Keys } from './keys.js';
import { pause, retryAfter } from './pause.js';
import { asBlob, fileForm, newIdempotencyKey, type Picture } from './picture.js';
import { type Call, type ClientOptions, Transport } from './transport.js';
import { Webhooks } from './webhooks.js';

/** How something is submitted. */
export interface Submitting {
  /** Seconds that the service may wait for the end before it answers. */
  wait?: number;
  signal?: AbortSignal;
  /** Makes the request safe to send again, also by another process; a random one by default. */
  idempotencyKey?: string;
  /** The photo that `place` lays an uploaded picture on. */
  photo?: Blob | Uint8Array | ArrayBuffer;
}

/** Which page of a list. */
export interface Listing<State extends string = Job['state']> {
  limit?: number;
  after?: string;
  state?: State;
}

/** Which jobs. */
export interface JobListing extends Listing {
  verdict?: 'pass' | 'review';
}

/** Seconds that one question waits for a job's end. */
const WAIT_S = 25;
const WAIT_MS = 10 * 60_000;

/**
 * A heroshot service. Runs in Node.js and in browsers. Requests are sent again where the service is busy (as its
 * `Retry-After` says) or the line breaks; submissions carry an idempotency key, so that nothing is done twice.
 *
 * @example
 * const client = new HeroshotClient({ url: 'http://localhost:8080', key: 'hs_…' });
 * const job = await client.waitFor((await client.submit(file, { scale: 4 })).id);
 * const blob = await client.download(job.id, job.outputs[0].name);
 */
export class HeroshotClient {
  readonly batches: Batches;
  readonly keys: Keys;
  readonly webhooks: Webhooks;
  readonly #transport: Transport;

  constructor(options: ClientOptions) {
    this.#transport = new Transport(options);
    this.batches = new Batches(this.#transport);
    this.keys = new Keys(this.#transport);
    this.webhooks = new Webhooks(this.#transport);
  }

  /**
   * Submit a picture. With `wait` the job may have ended already.
   *
   * @example
   * await client.submit(design, { place: { quad } }, { photo: model, wait: 30 });
   */
  submit(picture: Picture, options: Omit<ImageOptions, 'dry_run'> = {}, how: Submitting = {}): Promise<Job> {
    return this.#transport.json(imageCall(picture, options, how));
  }

  /**
   * Make a video of finished jobs, or of pictures at addresses.
   *
   * @example
   * const { id } = await client.clip({ stills: jobs.map(({ id }) => ({ job: id })), for: ['tiktok'] });
   */
  clip(
    request: ClipRequest,
    { wait, signal, idempotencyKey = newIdempotencyKey() }: Submitting = {},
  ): Promise<Job> {
    const headers = { 'idempotency-key': idempotencyKey, prefer: preferred(wait) };
    return this.#transport.json({ method: 'POST', path: '/v1/clips', body: request, headers, signal });
  }

  /** What would be done to a picture, and how long it would take. */
  dryRun(picture: Picture, options: Omit<ImageOptions, 'dry_run'> = {}): Promise<DryRun> {
    return this.#transport.json(imageCall(picture, { ...options, dry_run: true }, {}));
  }

  job(id: string, signal?: AbortSignal): Promise<Job> {
    return this.#transport.json({ method: 'GET', path: jobPath(id), signal });
  }

  jobs(query: JobListing = {}): Promise<JobList> {
    return this.#transport.json({ method: 'GET', path: '/v1/jobs', query: { ...query } });
  }

  /**
   * A job once it has ended, whatever its end is: look at `state`.
   *
   * @param timeout milliseconds; 10 minutes by default
   * @throws {DOMException} `TimeoutError`, or the signal's reason
   */
  async waitFor(
    id: string,
    { signal, timeout = WAIT_MS }: { signal?: AbortSignal; timeout?: number } = {},
  ): Promise<Job> {
    const late = AbortSignal.timeout(timeout);
    const stop = signal ? AbortSignal.any([signal, late]) : late;
    for (;;) {
      const headers = { prefer: `wait=${WAIT_S}` };
      const answer = await this.#transport.send({ method: 'GET', path: jobPath(id), headers, signal: stop });
      const job = (await answer.json()) as Job;
      if (job.finished_at) return job;
      // A service that waited itself may be asked again at once.
      if (!answer.headers.has('preference-applied'))
        await pause(retryAfter(answer.headers.get('retry-after'), 1000), stop);
    }
  }

  /** What was done to the picture and how faithful it is. */
  report<T = unknown>(id: string): Promise<T> {
    return this.#transport.json({ method: 'GET', path: `${jobPath(id)}/report` });
  }

  /** Stop a job. */
  cancel(id: string): Promise<Job> {
    return this.#transport.json({ method: 'POST', path: `${jobPath(id)}/cancel` });
  }

  /** Stop a job: the same by another name of HTTP. */
  delete(id: string): Promise<Job> {
    return this.#transport.json({ method: 'DELETE', path: jobPath(id) });
  }

  /** @param name as `outputs[].name` */
  async download(id: string, name: string, signal?: AbortSignal): Promise<Blob> {
    const path = `${jobPath(id)}/outputs/${encodeURIComponent(name)}`;
    return (await this.#transport.send({ method: 'GET', path, signal })).blob();
  }

  /** The picture that was handed in. */
  async input(id: string, signal?: AbortSignal): Promise<Blob> {
    return (await this.#transport.send({ method: 'GET', path: `${jobPath(id)}/input`, signal })).blob();
  }

  /** Storage used, and what was done in the last hour. */
  usage(): Promise<Usage> {
    return this.#transport.json({ method: 'GET', path: '/v1/usage' });
  }

  /** Hold a finished file against marketplaces' rules; a job where it takes longer than the service waits. */
  audit(
    file: Blob | Uint8Array | ArrayBuffer,
    options: AuditOptions,
    { wait, signal, idempotencyKey = newIdempotencyKey() }: Submitting = {},
  ): Promise<Audit | Job> {
    const headers = { 'idempotency-key': idempotencyKey, prefer: preferred(wait) };
    const body = fileForm(file, options, options.name);
    return this.#transport.json({ method: 'POST', path: '/v1/audits', body, headers, signal });
  }

  /** Marketplaces and what they ask of pictures. */
  presets(): Promise<PresetList> {
    return this.#transport.json({ method: 'GET', path: '/v1/presets' });
  }

  recipes(): Promise<RecipeList> {
    return this.#transport.json({ method: 'GET', path: '/v1/recipes' });
  }

  /** Hand an upload's event on: S3's, EventBridge's, or `{ url }`. */
  uploaded(event: object, recipe?: string): Promise<HookAnswer> {
    return this.#transport.json({ method: 'POST', path: '/v1/hooks/upload', body: event, query: { recipe } });
  }

  health(): Promise<Health> {
    return this.#transport.json({ method: 'GET', path: '/healthz' });
  }

  /** @throws {HeroshotApiError} where it is not ready */
  ready(): Promise<Readiness> {
    return this.#transport.json({ method: 'GET', path: '/readyz' });
  }

  metrics(): Promise<string> {
    return this.text('/metrics');
  }

  openapi(): Promise<object> {
    return this.#transport.json({ method: 'GET', path: '/openapi.json' });
  }

  /** The page that explains problems' codes. */
  problems(): Promise<string> {
    return this.text('/problems');
  }

  private async text(path: string): Promise<string> {
    return (await this.#transport.send({ method: 'GET', path })).text();
  }
}

const jobPath = (id: string) => `/v1/jobs/${encodeURIComponent(id)}`;

const preferred = (wait: number | undefined) => (wait === undefined ? undefined : `wait=${Math.ceil(wait)}`);

function imageCall(
  picture: Picture,
  options: ImageOptions,
  { wait, signal, idempotencyKey = newIdempotencyKey(), photo }: Submitting,
): Call {
  const body =
    'sourceUrl' in picture
      ? { ...options, source_url: picture.sourceUrl }
      : fileForm(picture, options, options.name);
  if (photo) {
    if (!(body instanceof FormData))
      throw new TypeError('a photo goes with an uploaded picture; give `place.photo_url` beside an address');
    body.append('photo', asBlob(photo), 'photo');
  }
  const headers = { 'idempotency-key': idempotencyKey, prefer: preferred(wait) };
  return { method: 'POST', path: '/v1/images', body, headers, signal };
}
