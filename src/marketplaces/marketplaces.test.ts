import { describe, expect, it } from 'vitest';
import { FORMATS } from '../engine/encode/formats.js';
import { longestSide, ratioOf, type SizeBound } from './marketplace.js';
import { MARKETPLACES, marketplace, marketplacesOf } from './marketplaces.js';

/** Whether a canvas keeps a bound, from below or from above. */
function keeps(size: { width: number; height: number }, bound: SizeBound, sign: 1 | -1): boolean {
  const { longest, shortest, pixels } = bound;
  const holds = (value: number, limit: number | undefined) =>
    limit === undefined || sign * (value - limit) >= 0;
  return (
    holds(Math.max(size.width, size.height), longest) &&
    holds(Math.min(size.width, size.height), shortest) &&
    holds(size.width * size.height, pixels)
  );
}

describe.each(MARKETPLACES.map((row) => [row.name, row] as const))('%s', (name, row) => {
  it('has a name that fits a command line and a folder', () => expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/));

  it('makes what it asks for: size, shape, format', () => {
    const { canvas, shape } = row;
    if (canvas.kind === 'exact') {
      expect(shape.made).not.toBe('own');
      expect(ratioOf(shape.made as '1:1')).toBeCloseTo(canvas.width / canvas.height, 2);
      expect(shape.shown).toContain(shape.made);
      expect(keeps(canvas, row.minimum, 1)).toBe(true);
      expect(keeps(canvas, row.maximum, -1)).toBe(true);
    }
    expect(longestSide(canvas)).toBeGreaterThanOrEqual(row.zoomFrom ?? 0);
    expect(row.formats).toContain(row.format);
    if (row.transparency) expect(row.formats.some((format) => format !== 'jpeg')).toBe(true);
    const best = FORMATS[row.format].quality;
    if (best !== undefined) expect(row.quality).toBeGreaterThanOrEqual(80);
  });

  it('has every shown shape within the range that is taken', () => {
    for (const shape of row.shape.shown) {
      expect(ratioOf(shape)).toBeGreaterThanOrEqual(row.shape.range[0]);
      expect(ratioOf(shape)).toBeLessThanOrEqual(row.shape.range[1]);
    }
  });

  it('aims at a fill that it takes itself', () => {
    const { least, most, made } = row.fill;
    expect([least, made[0], made[1], most]).toEqual([least, ...made, most].sort((a, b) => a - b));
  });

  it('says where its numbers are from and when they were looked at', () => {
    expect(new URL(row.source).protocol).toBe('https:');
    expect(new Date(row.checkedOn).toISOString().slice(0, 10)).toBe(row.checkedOn);
    for (const note of row.notes) expect(note).toMatch(/^[A-Z0-9].*\.$/);
  });
});

describe('the table', () => {
  it('holds what is known for certain', () => {
    expect(marketplace('amazon-main')).toMatchObject({
      canvas: { width: 2000, height: 2000 },
      zoomFrom: 1000,
      background: 'pure-white',
      fill: { rule: 'required', least: 0.85, made: [0.85, 0.9] },
      format: 'jpeg',
    });
    expect(marketplace('shopify').canvas).toMatchObject({ width: 2048, height: 2048 });
    expect(marketplace('instagram').canvas).toMatchObject({ width: 1080, height: 1080 });
    expect(marketplace('instagram-portrait').canvas).toMatchObject({ width: 1080, height: 1350 });
    expect(marketplace('tiktok-vertical').canvas).toMatchObject({ width: 1080, height: 1920 });
    expect(marketplace('google-merchant').minimum).toEqual({ shortest: 500 });
    expect(marketplace('print').density?.made).toBe(300);
  });
});

describe('names', () => {
  it('are taken from a list, trimmed, in any case, each once, in its order', () => {
    expect(marketplacesOf(' Shopify, amazon-main ,,shopify').map((row) => row.name)).toEqual([
      'shopify',
      'amazon-main',
    ]);
  });

  it('that are unknown are refused with the nearest and with all there are', () => {
    expect(() => marketplace('amazn-main')).toThrow(
      expect.objectContaining({
        code: 'unknown_marketplace',
        message: expect.stringMatching(/did you mean amazon-main\? .*shopify.*print/),
      }),
    );
    expect(() => marketplace('toString')).toThrow(expect.objectContaining({ code: 'unknown_marketplace' }));
    expect(() => marketplacesOf(' , ')).toThrow(expect.objectContaining({ code: 'unknown_marketplace' }));
  });
});
