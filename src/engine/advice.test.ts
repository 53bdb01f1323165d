import { describe, expect, test } from 'vitest';
import { adviseSize, autoScale } from './advice.js';

describe('size advice', () => {
  test.each([
    [299, 'tiny'],
    [300, 'small'],
    [499, 'small'],
    [500, 'sweet_spot'],
    [1000, 'sweet_spot'],
    [1001, 'large'],
    [2000, 'large'],
    [2001, 'very_large'],
  ])('for a long edge of %i px is %s, and says the size', (edge, code) => {
    const advice = adviseSize(edge);
    expect(advice.code).toBe(code);
    expect(advice.text).toMatch(new RegExp(`^${edge} px: .+\\.$`));
  });

  test.each([
    [1, 4],
    [1000, 4],
    [1001, 2],
    [2000, 2],
    [2001, 1],
  ])('the automatic scale of %i px is %i', (edge, scale) => {
    expect(autoScale(edge)).toBe(scale);
  });
});
