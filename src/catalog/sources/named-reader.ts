import { readInput } from '../../engine/decode/input.js';
import { throwIfCancelled } from '../cancelled.js';
import { PictureFetcher } from '../remote/picture-fetcher.js';
import { requirePlace } from './require-place.js';
import type { CatalogItem, SourceOptions } from './source.js';

/** Reads what tables and lists name: URLs and files. */
export class NamedReader {
  readonly #fetcher: PictureFetcher;

  constructor({ remote }: SourceOptions) {
    this.#fetcher = new PictureFetcher(remote);
  }

  async read(item: CatalogItem, signal?: AbortSignal): Promise<Uint8Array> {
    throwIfCancelled(signal);
    if (item.place && 'url' in item.place) return this.#fetcher.fetch(item.place.url, signal);
    return readInput(requirePlace(item, 'file'));
  }

  async close(): Promise<void> {
    this.#fetcher.close();
  }
}
