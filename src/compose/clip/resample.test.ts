import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resample } from './resample.js';

const plane = (width: number, height: number, value: (x: number, y: number) => number) => {
  const samples = new Uint8Array(width * height * 3);
  for (let i = 0; i < samples.length; i++) {
    const pixel = Math.floor(i / 3);
    samples[i] = value(pixel % width, Math.floor(pixel / width));
  }
  return { width, height, channels: 3 as const, samples };
};

const drawn = (
  source: ReturnType<typeof plane>,
  view: { left: number; top: number; width: number; height: number },
  frame: { width: number; height: number },
) => {
  const out = new Float32Array(frame.width * frame.height * 3);
  resample(source, view, frame, { left: 0, top: 0, ...frame }, out);
  return out;
};

describe('reading a plate at fractions of a pixel', () => {
  test('a view of whole pixels at their own size is the plate itself', () => {
    const source = plane(12, 10, (x, y) => (x * 37 + y * 91) % 256);
    const out = drawn(source, { left: 3, top: 2, width: 6, height: 5 }, { width: 6, height: 5 });
    for (let y = 0; y < 5; y++)
      for (let x = 0; x < 6; x++)
        expect(out[(y * 6 + x) * 3]).toBeCloseTo(source.samples[((y + 2) * 12 + x + 3) * 3], 4);
  });

  test('an even rise is read exactly wherever the view lies, enlarged or reduced', () => {
    const source = plane(64, 64, (x, y) => 2 * x + y);
    const views = fc.record({
      left: fc.double({ min: 8, max: 20, noNaN: true }),
      top: fc.double({ min: 8, max: 20, noNaN: true }),
      side: fc.double({ min: 5, max: 34, noNaN: true }),
    });
    fc.assert(
      fc.property(views, ({ left, top, side }) => {
        const out = drawn(source, { left, top, width: side, height: side }, { width: 16, height: 16 });
        for (let y = 0; y < 16; y++)
          for (let x = 0; x < 16; x++) {
            const at = (start: number, i: number) => start + ((i + 0.5) * side) / 16 - 0.5;
            expect(out[(y * 16 + x) * 3]).toBeCloseTo(2 * at(left, x) + at(top, y), 2);
          }
      }),
      { numRuns: 40 },
    );
  });

  test('a chequered plate reduced to a third is grey, not a pattern', () => {
    const source = plane(96, 96, (x, y) => ((x + y) % 2) * 255);
    const out = drawn(source, { left: 0.3, top: 0.4, width: 90, height: 90 }, { width: 30, height: 30 });
    for (let y = 2; y < 28; y++)
      for (let x = 2; x < 28; x++) expect(Math.abs(out[(y * 30 + x) * 3] - 127.5)).toBeLessThan(4);
  });

  test('a part of a frame is the same as that part of the whole', () => {
    const source = plane(40, 40, (x, y) => (x * x + 3 * y) % 256);
    const view = { left: 1.7, top: 2.2, width: 31.3, height: 31.3 };
    const whole = drawn(source, view, { width: 20, height: 20 });
    const part = new Float32Array(6 * 5 * 3);
    resample(source, view, { width: 20, height: 20 }, { left: 7, top: 4, width: 6, height: 5 }, part);
    for (let y = 0; y < 5; y++)
      for (let x = 0; x < 6; x++)
        expect(part[(y * 6 + x) * 3]).toBeCloseTo(whole[((y + 4) * 20 + x + 7) * 3], 3);
  });

  test('a shifted row moves by exactly its shift', () => {
    const source = plane(64, 16, (x) => 3 * x);
    const frame = { width: 64, height: 16 };
    const out = new Float32Array(64 * 16 * 3);
    const whole = { left: 0, top: 0, ...frame };
    resample(source, whole, frame, whole, out, (row) => (row < 8 ? 0 : 2.5));
    expect(out[(2 * 64 + 30) * 3]).toBeCloseTo(90, 2);
    expect(out[(14 * 64 + 30) * 3]).toBeCloseTo(90 - 7.5, 2);
  });
});
