import { describe, expect, test } from 'vitest';
import { clipSize, clipTargets } from './sizes.js';

describe('a clip’s size', () => {
  test('is read as it is written', () => {
    expect(clipSize('1080x1920')).toMatchObject({ width: 1080, height: 1920 });
    expect(clipSize(' 1080 × 1350 ')).toMatchObject({ width: 1080, height: 1350 });
  });

  test.each(['', '1080', '1080x', '0x100', '99999x100', '1080x1920px', '-2x64'])('refuses %j', (text) => {
    expect(() => clipSize(text)).toThrowError(/written 1080x1920/);
  });

  test('refuses odd sides and names the nearest even ones', () => {
    expect(() => clipSize('1081x1921')).toThrowError(/1080x1920 instead of 1081x1921/);
  });

  test('targets of one size share a file', () => {
    expect(clipTargets('tiktok, reels,shopify')).toEqual([
      { width: 1080, height: 1920, for: ['tiktok', 'reels'] },
      { width: 1080, height: 1080, for: ['shopify'] },
    ]);
    expect(() => clipTargets('tiktok,myspace')).toThrowError(/"myspace"; there are tiktok, reels/);
  });
});
