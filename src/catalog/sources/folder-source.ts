import { relative, sep } from 'node:path';
import { readInput } from '../../engine/decode/input.js';
import { throwIfCancelled } from '../cancelled.js';
import { findInputs } from '../inputs.js';
import { ItemNames, safeFolder, stemOf } from './item-names.js';
import { requirePlace } from './require-place.js';
import type { CatalogItem, CatalogSource } from './source.js';

/** The pictures of a folder and everything below it, in the order of their paths. Links to folders are not followed. */
export function openFolder(root: string, skip?: string): CatalogSource {
  return {
    kind: 'folder',
    async *items(signal) {
      const names = new ItemNames();
      for (const { path, error } of await findInputs([root], skip)) {
        throwIfCancelled(signal);
        const key = relative(root, path).split(sep).join('/') || '.';
        const found = { key, position: 1, ...names.take(stemOf(key), folderOf(key)), source: path };
        yield (error ? { ...found, error } : { ...found, place: { file: path } }) satisfies CatalogItem;
      }
    },
    async read(item, signal) {
      throwIfCancelled(signal);
      return readInput(requirePlace(item, 'file'));
    },
    async close() {},
  };
}

/** The cleaned folder of a path with `/`. */
export const folderOf = (path: string): string => safeFolder(path.split('/').slice(0, -1));
