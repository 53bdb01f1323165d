import { HeroshotError } from '../../engine/errors.js';
import type { CatalogItem, EntryPlace } from './source.js';

interface Places {
  file: string;
  url: string;
  entry: EntryPlace;
}

/**
 * Where an item's bytes are.
 *
 * @throws {HeroshotError} the item's own error; `internal` for an item of another source
 */
export function requirePlace<Kind extends keyof Places>(item: CatalogItem, kind: Kind): Places[Kind] {
  if (item.error) throw item.error;
  const place = item.place as Partial<Places> | undefined;
  if (place?.[kind] === undefined) throw new HeroshotError('internal', `${item.key} is of another source`);
  return place[kind];
}
