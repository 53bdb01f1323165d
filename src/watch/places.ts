import { fold } from '../catalog/file-name.js';
import { folderOf } from '../catalog/sources/folder-source.js';
import { stemOf } from '../catalog/sources/item-names.js';
import { type ResultRecord, readRecord } from './record.js';

/** Where a picture's results lie, and what is there already. */
export interface ResultPlace {
  folder: string;
  stem: string;
  /** Path of the report in the folder of results. */
  report: string;
  record?: ResultRecord;
  /** Let the name go once the work is over; what was made holds it from then on. */
  release(): void;
}

/**
 * Gives pictures places for their results: the same tree, the same names. `bag.jpg` and `bag.png` are two pictures, so the second
 * one that comes is `bag-2`, and stays so, because the reports tell whose each name is.
 */
export class ResultPlaces {
  /** Names of pictures at work, and the end of each one's work. */
  readonly #held = new Map<string, Promise<void>>();

  /** @param out folder of the results */
  constructor(private readonly out: string) {}

  /** @param source path of the picture in the watched folder, `/` between its parts */
  async take(source: string): Promise<ResultPlace> {
    const folder = folderOf(source);
    const base = stemOf(source);
    for (let n = 1; ; n++) {
      const stem = n === 1 ? base : `${base}-${n}`;
      const path = folder ? `${folder}/${stem}` : stem;
      // Whether another picture keeps the name is known when its work is over.
      for (let work = this.#held.get(fold(path)); work; work = this.#held.get(fold(path))) await work;
      const release = this.#hold(fold(path));
      const report = `${path}.report.json`;
      const record = await readRecord(this.out, report);
      if ((record?.source ?? source) === source)
        return { folder, stem, report, release, ...(record ? { record } : {}) };
      release();
    }
  }

  #hold(name: string): () => void {
    let end = () => {};
    this.#held.set(name, new Promise((resolve) => (end = resolve)));
    return () => {
      this.#held.delete(name);
      end();
    };
  }
}
