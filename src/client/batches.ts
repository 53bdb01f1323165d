import type {
  Batch,
  BatchItem,
  BatchList,
  BatchOptions,
  BatchProgress,
  BatchRequest,
} from '../api/schemas/batch.js';
import type { JobList } from '../api/schemas/job.js';
import { HeroshotApiError } from './api-error.js';
import type { JobListing, Listing, Submitting } from './client.js';
import { chunksOf, progressIn, readEvents } from './events.js';
import { pause } from './pause.js';
import { fileForm, newIdempotencyKey } from './picture.js';
import type { Transport } from './transport.js';

/** Time before a broken event stream is opened again. */
const AGAIN_MS = 2000;

/** Many pictures at once. */
export class Batches {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Submit a batch.
   *
   * @param list a CSV, ZIP or list as a file, or the pictures' addresses
   */
  create(
    list: Blob | Uint8Array | ArrayBuffer | BatchItem[],
    options: BatchOptions & { fileName?: string } = {},
    { signal, idempotencyKey = newIdempotencyKey() }: Omit<Submitting, 'wait'> = {},
  ): Promise<Batch> {
    const { fileName, ...said } = options;
    const body = Array.isArray(list)
      ? ({ ...said, items: list } satisfies BatchRequest & BatchOptions)
      : fileForm(list, said, fileName);
    const headers = { 'idempotency-key': idempotencyKey };
    return this.#transport.json({ method: 'POST', path: '/v1/batches', body, headers, signal });
  }

  get(id: string, signal?: AbortSignal): Promise<Batch> {
    return this.#transport.json({ method: 'GET', path: `/v1/batches/${encodeURIComponent(id)}`, signal });
  }

  list(query: Listing<Batch['state']> = {}): Promise<BatchList> {
    return this.#transport.json({ method: 'GET', path: '/v1/batches', query: { ...query } });
  }

  jobs(id: string, query: JobListing = {}): Promise<JobList> {
    const path = `/v1/batches/${encodeURIComponent(id)}/jobs`;
    return this.#transport.json({ method: 'GET', path, query: { ...query } });
  }

  cancel(id: string): Promise<Batch> {
    return this.#transport.json({ method: 'POST', path: `/v1/batches/${encodeURIComponent(id)}/cancel` });
  }

  /** Its jobs as CSV. */
  async results(id: string): Promise<string> {
    const path = `/v1/batches/${encodeURIComponent(id)}/results.csv`;
    return (await this.#transport.send({ method: 'GET', path })).text();
  }

  /**
   * How far it is, at every change, until it is over. A stream that breaks is opened again.
   *
   * @example for await (const { counts } of client.batches.events(batch.id)) console.log(counts);
   */
  async *events(id: string, signal?: AbortSignal): AsyncGenerator<BatchProgress> {
    const path = `/v1/batches/${encodeURIComponent(id)}/events`;
    for (;;) {
      try {
        const answer = await this.#transport.send({ method: 'GET', path, signal });
        if (answer.body)
          for await (const event of readEvents(chunksOf(answer.body as ReadableStream<Uint8Array>))) {
            const { progress, over } = progressIn(event);
            yield progress;
            if (over) return;
          }
      } catch (error) {
        if (error instanceof HeroshotApiError || signal?.aborted) throw error;
      }
      await pause(AGAIN_MS, signal);
    }
  }
}
