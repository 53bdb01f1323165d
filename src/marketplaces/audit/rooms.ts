import { allocateSamples, type Samples } from '../../engine/picture.js';

/** Rooms that nobody uses at the moment. */
const free: Samples[] = [];

/** The most rooms that are kept: audits that overlap on one thread. */
const KEPT = 2;

/**
 * Lend room for `count` samples to a function. Rooms are used again: garbage collectors do not feel the size of shared
 * memory, and a batch of audits would grow by gigabytes.
 */
export async function withRoom<T>(
  count: number,
  depth: 8 | 16,
  use: (room: Samples) => Promise<T>,
): Promise<T> {
  const bytes = count * (depth / 8);
  const at = free.findIndex((room) => room.BYTES_PER_ELEMENT * 8 === depth && room.byteLength >= bytes);
  const room = at < 0 ? allocateSamples(count, depth) : free.splice(at, 1)[0];
  try {
    return await use(room);
  } finally {
    free.push(room);
    if (free.length > KEPT) free.shift();
  }
}
