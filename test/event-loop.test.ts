import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { noisePicture } from '../src/engine/testing/pictures.js';
import { createEngine } from '../src/index.js';

const engine = createEngine({ threads: 2 });
afterAll(() => engine.close());

/** Milliseconds that this thread was ready and no processor was free; 0 where the system does not tell. */
function starved(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

/** Longest time in milliseconds that a timer had to wait while some work went on, less what other programs took. */
async function longestGap(work: () => Promise<unknown>): Promise<number> {
  let last = performance.now() - starved();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now() - starved();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  await work();
  clearInterval(timer);
  return longest;
}

async function photo(width: number, height: number): Promise<Buffer> {
  const { samples } = noisePicture(width, height);
  return sharp(Uint8Array.from(samples), { raw: { width, height, channels: 3 } })
    .blur(2)
    .jpeg()
    .toBuffer();
}

describe('the caller’s event loop', () => {
  test('is not blocked for more than 20 ms while a picture of 600×800 is enhanced', async () => {
    const [small, large] = await Promise.all([photo(60, 80), photo(600, 800)]);
    // Threads start and load their network once per engine.
    await engine.enhance(small, { scale: 2 });
    // Work that blocks does so every time.
    const gaps: number[] = [];
    while (gaps.length < 3 && !gaps.some((gap) => gap < 20))
      gaps.push(await longestGap(() => engine.enhance(large, { scale: 4 })));
    expect(Math.min(...gaps)).toBeLessThan(20);
  }, 180_000);
});
