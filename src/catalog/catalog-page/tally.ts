import type { PictureRow } from '../manifest/row.js';
import { type Kind, kindOf } from './kind.js';

/** How a marketplace's files were audited. */
export type Audits = Record<'pass' | 'warn' | 'fail', number>;

/** What the pictures of a catalogue come to. */
export interface CatalogCounts {
  pictures: number;
  /** With or without something to review. */
  done: number;
  failed: number;
  /** Of those done, the ones that a person should look at. */
  review: number;
  /** Of those done, the ones whose bytes another picture has too. */
  same: number;
  /** No longer in the source. */
  gone: number;
  /** Not come to an end yet, as after a run that was stopped. */
  waiting: number;
  /** Size of all files that were made. */
  bytes: number;
  /** Failed pictures by error code. */
  errors: Map<string, number>;
  /** Files of done pictures by marketplace. */
  marketplaces: Map<string, Audits>;
}

/** What the page is told of a run. */
export interface CatalogRun {
  title: string;
  version: string;
  finished: Date;
  /** On the clock. */
  seconds: number;
  /** Pictures done in these seconds, where a run took up an earlier one; all that are done if absent. */
  made?: number;
  /** Threads of the machine that were used. */
  threads: number;
}

/** A run and what it came to. */
export interface CatalogSummary extends CatalogRun, CatalogCounts {}

/** Counts pictures one by one; holds none. */
export class CatalogTally {
  readonly #kinds: Record<Kind, number> = { pass: 0, review: 0, failed: 0, waiting: 0, gone: 0 };
  #same = 0;
  #bytes = 0;
  readonly #errors = new Map<string, number>();
  readonly #marketplaces = new Map<string, Audits>();

  add(row: PictureRow): void {
    const kind = kindOf(row);
    this.#kinds[kind]++;
    for (const { bytes } of row.outputs) this.#bytes += bytes;
    if (kind === 'failed') {
      const code = row.errorCode ?? 'internal';
      this.#errors.set(code, (this.#errors.get(code) ?? 0) + 1);
    }
    if (row.state !== 'done') return;
    if (row.sameAs !== null) this.#same++;
    for (const { for: market, audit } of row.outputs) {
      if (!audit) continue;
      const audits = this.#marketplaces.get(market) ?? { pass: 0, warn: 0, fail: 0 };
      audits[audit]++;
      this.#marketplaces.set(market, audits);
    }
  }

  get counts(): CatalogCounts {
    const { pass, review, failed, waiting, gone } = this.#kinds;
    return {
      pictures: pass + review + failed + waiting + gone,
      done: pass + review,
      failed,
      review,
      same: this.#same,
      gone,
      waiting,
      bytes: this.#bytes,
      errors: new Map(this.#errors),
      marketplaces: new Map(this.#marketplaces),
    };
  }
}

/**
 * The summary of a run over its pictures.
 *
 * @example
 * const about = { title: 'Autumn', version: '0.1.0', finished: new Date(), seconds: 9000, threads: 8 };
 * await writeCatalogPage('out', manifest.rows(), await summarise(manifest.rows(), about));
 */
export async function summarise(
  rows: AsyncIterable<PictureRow> | Iterable<PictureRow>,
  run: CatalogRun,
): Promise<CatalogSummary> {
  const tally = new CatalogTally();
  for await (const row of rows) tally.add(row);
  return { ...run, ...tally.counts };
}
