import { readSource, type Source } from '../../engine/decode/source.js';
import { DEFAULT_LIMITS, type Limits } from '../../engine/limits.js';
import { asEdgeError, EdgeError } from '../errors.js';
import { SingleFlight } from '../flight/single-flight.js';
import type { SourcePicture } from '../sources/source.js';
import { BoundedMap } from './bounded-map.js';
import type { FetchLines } from './fetch-lines.js';

/** A source that was fetched and looked at. */
export interface OpenedSource {
  bytes: Uint8Array;
  version: string;
  source: Source;
  fetchMs: number;
}

/** How what was made of a source stands to the source. */
export type Standing = 'fresh' | 'stale' | 'outdated';

/** Milliseconds after which a source that can't be asked is asked again, and in which a failure is everybody's. */
const PAUSE = 10_000;
const FAILED_FOR = 3000;

/** Milliseconds after which nothing is served any more without asking. */
const TOO_OLD = 24 * 3_600_000;

/** Sources that are remembered. */
const MOST = 50_000;

/** Fetches sources once for all who ask, and knows how old what is known of them is. */
export class SourceDesk {
  readonly #known = new BoundedMap<{ version: string; checkedAt: number }>(MOST);
  readonly #failed = new BoundedMap<{ error: EdgeError; until: number }>(1000);
  readonly #opening = new SingleFlight<OpenedSource>();
  readonly #checking = new SingleFlight<void>();
  readonly #limits: Limits;

  constructor(
    private readonly lines: FetchLines,
    private readonly now: () => number,
    limits: Partial<Limits> = {},
  ) {
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
  }

  /** Fetch a source. @throws {EdgeError} */
  open(picture: SourcePicture): Promise<OpenedSource> {
    const failed = this.#failed.get(picture.id);
    // A page with fifty pictures of a server that is down must not ask it fifty times.
    if (failed && this.now() < failed.until) return Promise.reject(failed.error);
    return this.#opening.run(picture.id, () => this.lines.run(picture.place, () => this.#open(picture)));
  }

  /** How a made picture stands to its source, by what is known. */
  standing(picture: SourcePicture, made: { version: string; madeAt: number }): Standing {
    const known = this.#known.get(picture.id);
    if (known && known.version !== made.version) return 'outdated';
    const age = this.now() - (known?.checkedAt ?? made.madeAt);
    if (age > TOO_OLD) return 'outdated';
    return age <= picture.freshFor ? 'fresh' : 'stale';
  }

  /** Ask a source whether it changed; a source that fails is asked again later. @throws {EdgeError} where it is gone */
  check(picture: SourcePicture, version: string): Promise<void> {
    return this.#checking.run(picture.id, async () => {
      const known = this.#known.get(picture.id);
      try {
        const found = await this.lines.run(picture.place, () => picture.read(version), 'behind');
        this.#note(picture, found === 'unchanged' ? version : found.version);
      } catch (error) {
        const failed = asEdgeError(error);
        if (['source_not_found', 'source_refused'].includes(failed.code)) throw failed;
        const checkedAt = this.now() - picture.freshFor + PAUSE;
        this.#known.set(picture.id, { version: known?.version ?? version, checkedAt });
      }
    });
  }

  forget(id: string): void {
    this.#known.delete(id);
    this.#failed.delete(id);
  }

  #note({ id }: SourcePicture, version: string): void {
    this.#known.set(id, { version, checkedAt: this.now() });
  }

  async #open(picture: SourcePicture): Promise<OpenedSource> {
    const began = performance.now();
    try {
      const found = await picture.read();
      if (found === 'unchanged') throw new EdgeError('internal', 'a source that nobody knew did not change');
      const fetchMs = performance.now() - began;
      const source = await readSource(found.bytes, this.#limits);
      this.#note(picture, found.version);
      return { ...found, source, fetchMs };
    } catch (error) {
      const failed = asEdgeError(error);
      if (failed.code !== 'busy')
        this.#failed.set(picture.id, { error: failed, until: this.now() + FAILED_FOR });
      throw failed;
    }
  }
}
