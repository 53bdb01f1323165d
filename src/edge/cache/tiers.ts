import type { PictureCache } from './picture.js';

/** Caches behind each other, the fastest first: what a slower one has, the faster ones get. */
export function tieredCache(tiers: readonly PictureCache[]): PictureCache {
  return {
    async get(key) {
      for (const [i, tier] of tiers.entries()) {
        const picture = await tier.get(key);
        if (!picture) continue;
        for (const faster of tiers.slice(0, i)) void faster.put(key, picture);
        return picture;
      }
      return undefined;
    },
    async put(key, picture) {
      const kept = await Promise.all(tiers.map((tier) => tier.put(key, picture)));
      return kept.some(Boolean);
    },
    async purge(source) {
      await Promise.all(tiers.map((tier) => tier.purge(source)));
    },
    async close() {
      await Promise.all(tiers.map((tier) => tier.close()));
    },
  };
}
