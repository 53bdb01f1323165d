import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chamfer } from './distance.js';

/** The 3-4 chamfer metric: diagonal steps cost 4, straight ones 3. */
const metric = (dx: number, dy: number) => 4 * Math.min(dx, dy) + 3 * Math.abs(dx - dy);

test('is the least 3-4 metric to any pixel of the set', () => {
  const sides = fc.record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) });
  fc.assert(
    fc.property(sides, fc.array(fc.nat(80), { maxLength: 5 }), ({ width, height }, places) => {
      const set = places.filter((i) => i < width * height);
      const distance = new Uint8Array(width * height).fill(255);
      for (const i of set) distance[i] = 0;
      chamfer(distance, width, height);
      distance.forEach((value, i) => {
        const far = set.map((j) =>
          metric(
            Math.abs((i % width) - (j % width)),
            Math.abs(Math.floor(i / width) - Math.floor(j / width)),
          ),
        );
        expect(value).toBe(Math.min(255, ...far));
      });
    }),
  );
});

test('ends at 255', () => {
  const distance = new Uint8Array(200).fill(255);
  distance[0] = 0;
  chamfer(distance, 200, 1);
  expect([distance[84], distance[85], distance[199]]).toEqual([252, 255, 255]);
});
