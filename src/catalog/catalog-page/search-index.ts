import type { PictureRow } from '../manifest/row.js';
import { wellFormed } from '../report-html/escape.js';
import { KINDS, kindOf } from './kind.js';
import type { IndexData, IndexTuple } from './selection.js';

/**
 * What the page searches, filters and sorts by: a small tuple for each picture, the only thing that is held of all of
 * them, here while a page is written and in the browser while it is read.
 */
export class SearchIndex {
  readonly #rows: IndexTuple[] = [];
  readonly #errors = new Words();
  readonly #marketplaces = new Words();
  readonly #names = new Map<string, string>();

  add(row: PictureRow): void {
    const { key, ordinal, name, sku, source, state, outputs, seconds, sameAs } = row;
    const kind = kindOf(row);
    const failing = outputs.filter(({ audit }) => audit === 'fail').map((made) => made.for);
    this.#names.set(key, name);
    this.#rows.push([
      ordinal,
      // Most keys are what the source says of the picture anyway.
      key === source ? 0 : wellFormed(key),
      name,
      sku ?? 0,
      wellFormed(source),
      KINDS.indexOf(kind),
      kind === 'failed' ? this.#errors.number(row.errorCode ?? 'internal') : -1,
      failing.length > 0 ? failing.map((market) => this.#marketplaces.number(market)) : 0,
      seconds ?? -1,
      sameAs !== null && state === 'done' ? 1 : 0,
    ]);
  }

  /** The name of a picture that was added. */
  nameOf(key: string): string | undefined {
    return this.#names.get(key);
  }

  /** @param scripts the scripts of the rows, in order, each with `rowsAScript` rows */
  data(scripts: string[], rowsAScript: number): IndexData {
    return {
      scripts,
      rowsAScript,
      kinds: [...KINDS],
      errors: this.#errors.list,
      marketplaces: this.#marketplaces.list,
      rows: this.#rows,
    };
  }
}

/** Words that come again and again, each as its place in a list. */
class Words {
  readonly list: string[] = [];
  readonly #places = new Map<string, number>();

  number(word: string): number {
    const known = this.#places.get(word);
    if (known !== undefined) return known;
    this.#places.set(word, this.list.length);
    return this.list.push(word) - 1;
  }
}
