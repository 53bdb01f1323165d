import { safeName } from '../../catalog/file-name.js';
import type { AddressPolicy } from '../../catalog/remote/address-guard.js';
import { checkUrl } from '../../catalog/remote/checked-url.js';
import { ItemNames, shortened, stemOf } from '../../catalog/sources/item-names.js';
import { asHeroshotError, HeroshotError } from '../../engine/errors.js';
import { type Listed, PICTURE_EXTENSION } from './listed.js';

/** What a request may say of a picture's metadata: as many keys, as long keys and values. */
const METADATA = { keys: 50, key: 40, value: 500 };

/**
 * The pictures of a list that came in a request: JSON, `[{ "source_url": "https://…", "name": "…", "metadata": { … } }]`.
 *
 * @throws {HeroshotError} `bad_items` where it is no list
 */
export function jsonItems(text: string, policy: AddressPolicy): Listed[] {
  const names = new ItemNames();
  return parsed(text).map((item, i) => {
    try {
      const { source_url, name, metadata = {} } = checked(item);
      const base = name === undefined ? stemOf(source_url) : safeName(name.replace(PICTURE_EXTENSION, ''));
      const listed: Listed = { ...names.take(base), source: shortened(source_url), metadata };
      try {
        return { ...listed, place: { url: checkUrl(source_url, policy).href } };
      } catch (error) {
        return { ...listed, error: asHeroshotError(error) };
      }
    } catch (error) {
      return { ...names.take(`item-${i + 1}`), source: '', metadata: {}, error: asHeroshotError(error) };
    }
  });
}

function parsed(text: string): unknown[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    throw new HeroshotError('bad_items', 'the list is not JSON', { cause: error });
  }
  if (!Array.isArray(list)) throw new HeroshotError('bad_items', 'the list is not a JSON array');
  return list;
}

interface Item {
  source_url: string;
  name?: string;
  metadata?: Record<string, string>;
}

function checked(item: unknown): Item {
  const { source_url: url, name, metadata = {} } = (item ?? {}) as Record<keyof Item, unknown>;
  const refuse = (what: string) => new HeroshotError('bad_items', what);
  if (typeof url !== 'string' || url === '') throw refuse('source_url is not a text');
  if (name !== undefined && typeof name !== 'string') throw refuse('name is not a text');
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata))
    throw refuse('metadata is not an object');
  const entries = Object.entries(metadata);
  if (entries.length > METADATA.keys) throw refuse(`metadata has more than ${METADATA.keys} keys`);
  for (const [key, value] of entries)
    if (typeof value !== 'string' || value.length > METADATA.value || key.length > METADATA.key)
      throw refuse(
        `metadata holds texts of at most ${METADATA.value} characters under keys of at most ${METADATA.key}`,
      );
  return {
    source_url: url,
    ...(name === undefined ? {} : { name }),
    metadata: metadata as Item['metadata'] & {},
  };
}
