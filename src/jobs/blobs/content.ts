import { createHash } from 'node:crypto';
import { addAbortSignal, type Readable } from 'node:stream';
import { HeroshotError } from '../../engine/errors.js';
import type { StoredBlob, WriteOptions } from './blob-store.js';

/**
 * Bytes on their way into a store: counted, hashed and held to a limit as they pass. A signal ends them at once, also
 * where their source has fallen silent.
 */
export class Content {
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #failure: unknown;

  constructor(
    private readonly source: Uint8Array | Readable,
    private readonly options: WriteOptions = {},
  ) {
    if (source instanceof Uint8Array) return;
    // A source that breaks before anybody reads it would end the process; whoever reads it later still learns of it.
    source.on('error', () => {});
    if (options.signal) addAbortSignal(options.signal, source);
  }

  /** @throws {HeroshotError} `too_many_bytes`; the signal's reason; or what the source throws */
  async *chunks(): AsyncGenerator<Uint8Array> {
    const { maxBytes = Infinity, signal } = this.options;
    const chunks = this.source instanceof Uint8Array ? [this.source] : this.source;
    try {
      for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
        signal?.throwIfAborted();
        this.#bytes += chunk.length;
        if (this.#bytes > maxBytes)
          throw new HeroshotError('too_many_bytes', `the file has more than ${maxBytes} bytes`);
        this.#hash.update(chunk);
        yield chunk;
      }
      signal?.throwIfAborted();
    } catch (error) {
      this.#failure = signal?.aborted ? signal.reason : error;
      throw this.#failure;
    }
  }

  /** Whether an error is the source's, the limit's or the signal's, and so no fault of the store. */
  blames(error: unknown): boolean {
    return this.#failure !== undefined && this.#failure === error;
  }

  /** What has passed; asked once, at the end. */
  sum(): StoredBlob {
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }

  /** Let go of a source that was not read to its end. */
  close(): void {
    if (!(this.source instanceof Uint8Array)) this.source.destroy();
  }
}
