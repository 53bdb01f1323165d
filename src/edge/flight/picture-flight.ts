import type { Redis } from 'ioredis';
import { readEntry, writeEntry } from '../cache/entry.js';
import type { Picture } from '../cache/picture.js';
import { RedisFlight } from './redis-flight.js';
import type { Flight } from './single-flight.js';

/** What {@link pictureFlight} needs. */
export interface PictureFlightOptions {
  redis: Redis;
  /** Before every key; `heroshot:edge:` where absent. */
  prefix?: string;
  onFault?: (error: unknown) => void;
}

/** Single-flight of enhancements over all nodes of a Redis; pictures are handed over as the cache's entries, so a torn one is none. */
export function pictureFlight(options: PictureFlightOptions): Flight<Picture> {
  const named = (key: string) => ({ source: key, variant: key });
  return new RedisFlight<Picture>({
    ...options,
    encode: (key, picture) => writeEntry(named(key), picture),
    decode: (key, bytes) => readEntry(named(key), bytes),
  });
}
