import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from './spelling.js';

const word = fc.string({ maxLength: 12 });

describe('edit distance', () => {
  it.each([
    ['', '', 0],
    ['ebay', 'ebay', 0],
    ['', 'ebay', 4],
    ['ebya', 'ebay', 2],
    ['shopfy', 'shopify', 1],
    ['kitten', 'sitting', 3],
  ])('from %j to %j is %i', (a, b, distance) => expect(editDistance(a, b)).toBe(distance));

  it('is a metric', () => {
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
      }),
    );
  });
});

describe('the nearest spelling', () => {
  const names = ['amazon', 'shopify', 'ebay'];
  it.each([
    ['amazno', 'amazon'],
    ['SHOPIFY', 'shopify'],
    ['eby', 'ebay'],
    ['rakuten', undefined],
    ['', undefined],
    ['x'.repeat(100_000), undefined],
  ])('of %.20s is %s', (given, expected) => expect(nearest(given, names)).toBe(expected));
});
