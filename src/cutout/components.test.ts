import fc from 'fast-check';
import { expect, test } from 'vitest';
import { components, meanOver } from './components.js';

const mask = (...rows: string[]) => Uint8Array.from(rows.join(''), (cell) => (cell === '#' ? 1 : 0));

test('a diagonal does not connect; the border is told', () => {
  const parts = components(mask('.....', '.##..', '...#.', '.....', '#....'), 5, 5, 1);
  expect(parts.map(({ pixels }) => Array.from(pixels))).toEqual([[6, 7], [13], [20]]);
  expect(parts.map(({ touchesBorder }) => touchesBorder)).toEqual([false, false, true]);
});

test('each of the four borders counts', () => {
  for (const at of [2, 10, 14, 22]) {
    const one = new Uint8Array(25);
    one[at] = 1;
    expect(components(one, 5, 5, 1)[0].touchesBorder).toBe(true);
  }
});

test('parts are apart, and neighbours of one value share one', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1), { minLength: 42, maxLength: 42 }), (cells) => {
      const label = new Int32Array(42).fill(-1);
      components(Uint8Array.from(cells), 7, 6, 0).forEach(({ pixels }, part) => {
        for (const i of pixels) {
          expect(label[i]).toBe(-1);
          label[i] = part;
        }
      });
      for (let i = 0; i < 42; i++) {
        expect(label[i] >= 0).toBe(cells[i] === 0);
        if (i % 7 < 6 && cells[i] === 0 && cells[i + 1] === 0) expect(label[i]).toBe(label[i + 1]);
        if (i < 35 && cells[i] === 0 && cells[i + 7] === 0) expect(label[i]).toBe(label[i + 7]);
      }
    }),
  );
});

test('mean over a part', () => {
  const [part] = components(mask('##.'), 3, 1, 1);
  expect(meanOver(Float32Array.from([1, 2, 90]), part)).toBe(1.5);
});
