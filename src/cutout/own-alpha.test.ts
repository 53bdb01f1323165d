import { expect, test } from 'vitest';
import type { Raster } from '../engine/raster.js';
import { hidden, ownAlpha } from './own-alpha.js';

/** A 20×10 picture with alpha by column. */
function withAlpha(alpha: (x: number) => number): Raster {
  const samples = new Uint8Array(20 * 10 * 4).map((_, i) => (i % 4 === 3 ? alpha((i >> 2) % 20) : 90));
  return { width: 20, height: 10, channels: 4, samples };
}

test('a picture’s own alpha is its matte, sure and as it is', () => {
  const picture = withAlpha((x) => (x < 5 ? 0 : x === 5 ? 128 : 255));
  expect(hidden(picture)).toBe(0.25);
  const { matte, box, confidence, method } = ownAlpha(picture);
  expect(Array.from(matte.alpha.slice(4, 8))).toEqual([0, 128, 255, 255]);
  expect(box).toEqual({ left: 5, top: 0, width: 15, height: 10 });
  expect([confidence, method]).toEqual([1, 'alpha']);
});

test('an alpha that hides next to nothing cuts nothing out', () => {
  expect(hidden(withAlpha(() => 255))).toBe(0);
  const corner = withAlpha(() => 255);
  corner.samples[3] = 0;
  expect(hidden(corner)).toBe(0);
  expect(hidden({ width: 1, height: 1, channels: 3, samples: new Uint8Array(3) })).toBe(0);
});

test('all transparent: no subject', () => {
  expect(() => ownAlpha(withAlpha(() => 0))).toThrow(expect.objectContaining({ code: 'no_subject' }));
});
