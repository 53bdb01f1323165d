import type { PictureCache } from './picture.js';

/** Writings into slower caches that may be under way; beyond, whoever keeps a picture waits for them. */
const MOST_BEHIND = 64;

/**
 * Caches behind each other, the fastest first: what a slower one has, the faster ones get. A picture counts as kept when the fastest has
 * it; the others are written behind the answer that it was made for.
 */
export function tieredCache(tiers: readonly [PictureCache, ...PictureCache[]]): PictureCache {
  const behind = new Set<Promise<unknown>>();
  const leave = (work: Promise<unknown>) => {
    const left = work.finally(() => behind.delete(left));
    behind.add(left);
  };
  return {
    async get(key) {
      for (const [i, tier] of tiers.entries()) {
        const picture = await tier.get(key);
        if (!picture) continue;
        for (const faster of tiers.slice(0, i)) leave(faster.put(key, picture));
        return picture;
      }
      return undefined;
    },
    async put(key, picture) {
      const [first, ...slower] = tiers.map((tier) => tier.put(key, picture));
      for (const put of slower) leave(put);
      const full = behind.size > MOST_BEHIND;
      if ((await first) && !full) return true;
      const kept = await Promise.all([first, ...slower]);
      return kept.some(Boolean);
    },
    async purge(source) {
      // What is still being written would come back.
      await Promise.all(behind);
      await Promise.all(tiers.map((tier) => tier.purge(source)));
    },
    async close() {
      await Promise.all(behind);
      await Promise.all(tiers.map((tier) => tier.close()));
    },
  };
}
