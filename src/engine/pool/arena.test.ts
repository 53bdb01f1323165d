import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Arena, Block, blockBytes } from './arena.js';

const settledNow = async (promise: Promise<unknown>) => {
  let settled = false;
  promise.then(() => {
    settled = true;
  });
  await new Promise(setImmediate);
  return settled;
};

describe('arena', () => {
  it('lends blocks that never overlap, whatever order they come and go in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.boolean()), { maxLength: 40 }),
        async (steps) => {
          const arena = new Arena(4096);
          const held: Block[] = [];
          for (const [bytes, giveFirst] of steps) {
            if (giveFirst && held.length > 0) arena.give(held.shift() as Block);
            while (held.reduce((sum, block) => sum + block.bytes, 0) + bytes > 1600)
              arena.give(held.shift() as Block);
            held.push(await arena.take(bytes));
            const sorted = [...held].sort((a, b) => a.offset - b.offset);
            for (let i = 1; i < sorted.length; i++)
              expect(sorted[i].offset).toBeGreaterThanOrEqual(sorted[i - 1].offset + sorted[i - 1].bytes);
            expect(new Set(held.map((block) => block.buffer)).size).toBe(1);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('makes a picture wait that does not fit, and lets it in as soon as there is room', async () => {
    const arena = new Arena(1000);
    const first = await arena.take(640);
    const second = arena.take(640);
    expect(await settledNow(second)).toBe(false);
    arena.give(first);
    expect((await second).bytes).toBe(640);
  });

  it('keeps the order: a small picture does not overtake a waiting large one', async () => {
    const arena = new Arena(1000);
    const first = await arena.take(640);
    const large = arena.take(900);
    const small = arena.take(64);
    expect(await settledNow(small)).toBe(false);
    arena.give(first);
    const lent = await large;
    arena.give(lent);
    expect(await settledNow(small)).toBe(true);
  });

  it('lets a picture larger than the budget work alone', async () => {
    const arena = new Arena(1000);
    const huge = await arena.take(5000);
    expect(huge.buffer.byteLength).toBeGreaterThanOrEqual(5000);
    const next = arena.take(64);
    expect(await settledNow(next)).toBe(false);
    arena.give(huge);
    expect((await next).buffer).toBe(huge.buffer);
  });
});

describe('block', () => {
  it('deals out pieces that fit every element type and refuses what it does not have', () => {
    const block = new Block(new SharedArrayBuffer(1024), 64, blockBytes(10, 100));
    const a = block.take(10);
    const b = block.take(100);
    expect([a % 8, b % 8]).toEqual([0, 0]);
    expect(b).toBeGreaterThanOrEqual(a + 10);
    expect(() => block.take(1)).toThrow(RangeError);
  });
});
