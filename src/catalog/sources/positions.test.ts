import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Positions } from './positions.js';

describe('places of pictures', () => {
  it('are never given twice for one product, whatever the table states', () => {
    const picture = fc.record({
      row: fc.constant(1),
      column: fc.constant('image'),
      index: fc.constant(1),
      sku: fc.constantFrom('A', 'B'),
      text: fc.constantFrom('1', '2', '3', '4', '5'),
      stated: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(picture, { maxLength: 6 }), { maxLength: 4 }), (groups) => {
        const positions = new Positions();
        const placed = groups.flatMap((group) => positions.place(group)).filter(({ repeats }) => !repeats);
        const places = placed.map(({ sku, position }) => `${sku} ${position}`);
        expect(new Set(places).size).toBe(places.length);
        for (const { position } of placed) expect(position).toBeGreaterThan(0);
      }),
    );
  });

  it('are quickly given to thousands of pictures of one product', () => {
    const group = Array.from({ length: 20_000 }, (_, i) => ({
      ...{ row: i, column: 'image', index: 1, sku: 'A', text: `${i}` },
    }));
    expect(new Positions().place(group).at(-1)?.position).toBe(20_000);
  });
});
