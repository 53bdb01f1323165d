import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sizeAt, valueAt } from './curve.js';
import { FONTS, INKS, renderLabel } from './label.js';
import { levenshtein } from './levenshtein.js';
import { openReader, readLine } from './reader.js';
import { textTables } from './tables.js';
import { labelLines } from './texts.js';
import type { TextRow } from './worker.js';

describe('Levenshtein distance', () => {
  test.each([
    ['kitten', 'sitting', 3],
    ['Sunday', 'Saturday', 3],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['', '', 0],
    ['250 g', '25O g', 1],
    ['½ l', '1 l', 1],
  ])('of %j and %j is %i', (from, to, distance) => {
    expect(levenshtein(from, to)).toBe(distance);
  });

  test('is a metric', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(levenshtein(a, b)).toBe(levenshtein(b, a));
        expect(levenshtein(a, b) === 0).toBe(a === b);
        expect(levenshtein(a, c)).toBeLessThanOrEqual(levenshtein(a, b) + levenshtein(b, c));
      }),
    );
  });
});

describe('curves', () => {
  const lanczos = { sizes: [1, 2, 4], values: [0.9, 0.6, 0.2] };

  test('are read between their points by straight lines', () => {
    expect(sizeAt(lanczos, 0.5)).toBeCloseTo(2.5, 12);
    expect(valueAt({ sizes: [1, 2, 4], values: [0.8, 0.4, 0] }, 2.5)).toBeCloseTo(0.3, 12);
  });

  test('have no answer outside', () => {
    expect(sizeAt(lanczos, 0.1)).toBeUndefined();
    expect(valueAt(lanczos, 5)).toBeUndefined();
  });
});

test('lines are the same for a seed, different for others, and carry a figure', () => {
  expect(labelLines(5, 7)).toEqual(labelLines(5, 7));
  expect(labelLines(5, 7)).not.toEqual(labelLines(5, 8));
  for (const line of labelLines(40, 1)) expect(line).toMatch(/\d/);
});

describe('labels', () => {
  test.each(FONTS)('have the x-height that is asked for ($name)', async (font) => {
    const { picture } = await renderLabel(['x'], font, { ...INKS[0], ink: '#000', ground: '#fff' }, 40);
    const dark = (y: number) => {
      const row = picture.data.subarray(y * picture.width * 3, (y + 1) * picture.width * 3);
      return row.some((value) => value < 128);
    };
    const rows = Array.from({ length: picture.height }, (_, y) => dark(y)).filter(Boolean).length;
    expect(Math.abs(rows - 40)).toBeLessThanOrEqual(1);
  });

  test('that are large are read without an error, dark on light and light on dark', async () => {
    const reader = await openReader();
    try {
      for (const ink of INKS) {
        const { picture, lines } = await renderLabel(['Organic Coffee 250 g'], FONTS[0], ink, 24);
        expect(await readLine(reader, picture, ink.name === 'light on dark')).toBe(lines[0].text);
      }
    } finally {
      await reader.terminate();
    }
  });
});

test('the table pools characters and finds where Lanczos reads half', () => {
  const row = (method: string, height: number, edits: number): TextRow => ({
    font: 'sans',
    ink: 'dark on light',
    height,
    method,
    edits,
    characters: 100,
  });
  const text = textTables([
    row('Lanczos-3', 2, 70),
    row('Lanczos-3', 3, 30),
    row('other', 2, 40),
    row('other', 3, 20),
  ]);
  expect(text).toContain('2.50 px: Lanczos 50 %');
  expect(text).toContain('| other | 40.0 % | 20.0 % | 30.0 % |');
});
