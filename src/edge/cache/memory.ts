import type { Picture, PictureCache, PictureKey } from './picture.js';
import { Recency } from './recency.js';

/** What an entry takes beside its body. */
const OVERHEAD = 1024;

const nameOf = ({ source, variant }: PictureKey) => `${source}/${variant}`;

/** The pictures that are asked for most, in memory. */
export function memoryCache(maxBytes: number): PictureCache {
  const pictures = new Map<string, Picture>();
  const recency = new Recency();
  return {
    async get(key) {
      const name = nameOf(key);
      const picture = pictures.get(name);
      if (picture) recency.use(name);
      return picture;
    },
    async put(key, picture) {
      const bytes = picture.body.length + OVERHEAD;
      // One picture must not push all others out.
      if (bytes > maxBytes / 8) return false;
      // A slice of a larger buffer would keep all of it.
      const whole = picture.body.buffer.byteLength > picture.body.byteLength + OVERHEAD;
      pictures.set(nameOf(key), whole ? { ...picture, body: Uint8Array.from(picture.body) } : picture);
      recency.use(nameOf(key), bytes);
      for (const name of recency.overflow(maxBytes)) pictures.delete(name);
      return true;
    },
    async purge(source) {
      for (const name of [...recency.names()].filter((each) => each.startsWith(`${source}/`))) {
        pictures.delete(name);
        recency.forget(name);
      }
    },
    async close() {
      pictures.clear();
    },
  };
}
