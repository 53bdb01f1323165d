import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pixelSource } from '../../engine/testing/pictures.js';
import { drawn } from '../testing/drawn.js';
import { eightBits, reducedOnWhite } from './reduced.js';

describe('the reduced copy', () => {
  it('is at most 800 pixels long and keeps the shape', () => {
    const side = fc.integer({ min: 1, max: 2000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const samples = new Uint8Array(width * height * 3);
        const small = reducedOnWhite({ width, height, channels: 3, samples });
        expect(Math.max(small.width, small.height)).toBeLessThanOrEqual(800);
        const step = Math.ceil(Math.max(width, height) / 800);
        expect([small.width, small.height]).toEqual([Math.ceil(width / step), Math.ceil(height / step)]);
      }),
      { numRuns: 20 },
    );
  });

  it('is the picture itself where that is small', () => {
    const picture = drawn(5, 4, (x, y) => [x, y, 200]);
    expect(reducedOnWhite(picture)).toEqual(picture);
  });

  it('averages boxes, cut off ones too, and shows 255 only where all is', () => {
    const picture = drawn(1601, 3, (x, y) => (x === 1 && y === 0 ? [252, 255, 255] : [255, 255, 255]));
    const small = reducedOnWhite(picture);
    expect([small.width, small.height]).toEqual([534, 1]);
    expect([...small.samples.subarray(0, 3)]).toEqual([254, 255, 255]);
    expect(small.samples.subarray(3).every((tone) => tone === 255)).toBe(true);
  });

  it('lays alpha on white', () => {
    const samples = Uint8Array.of(0, 100, 200, 0, 0, 100, 200, 255);
    const small = reducedOnWhite({ width: 2, height: 1, channels: 4, samples });
    expect([...small.samples]).toEqual([255, 255, 255, 0, 100, 200]);
  });
});

describe('eight bits', () => {
  it('of sixteen are the upper ones', () => {
    const deep = pixelSource({ width: 2, height: 1, depth: 16 }, (x) => (x === 0 ? 0xff00 : 0x7fff));
    const picture = {
      ...deep,
      format: 'png',
      metadata: { colourName: 'sRGB', exif: {} },
      notes: [],
    } as const;
    expect([...eightBits({ ...picture, notes: [] } as never)]).toEqual([255, 255, 255, 127, 127, 127]);
  });
});
