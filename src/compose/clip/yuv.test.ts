import { expect, test } from 'vitest';
import { frameBytes, toYuv420 } from './yuv.js';

const converted = (r: number, g: number, b: number) => {
  const size = { width: 4, height: 4 };
  const rgb = Float32Array.from({ length: 48 }, (_, i) => [r, g, b][i % 3]);
  const out = new Uint8Array(frameBytes(size));
  toYuv420(rgb, size, out);
  return [out[0], out[16], out[20]];
};

// ITU-R BT.709-6, 3.5: the digital values of the colour bars' corners.
test.each([
  ['white', [255, 255, 255], [235, 128, 128]],
  ['black', [0, 0, 0], [16, 128, 128]],
  ['red', [255, 0, 0], [63, 102, 240]],
  ['green', [0, 255, 0], [173, 42, 26]],
  ['blue', [0, 0, 255], [32, 240, 118]],
])('%s is BT.709’s own code values', (_name, [r, g, b], expected) => {
  expect(converted(r, g, b)).toEqual(expected);
});

test('what overshoots is clipped, not wrapped', () => {
  expect(converted(300, 300, 300)).toEqual([235, 128, 128]);
  expect(converted(-40, -40, -40)).toEqual([16, 128, 128]);
});

test('colour sits beside the left one of two columns', () => {
  const size = { width: 8, height: 2 };
  // Red from column 3 on: column 2 has a quarter of its neighbour's colour, as 1-2-1 around it says.
  const rgb = Float32Array.from({ length: 48 }, (_, i) =>
    i % 3 === 0 && Math.floor(i / 3) % 8 >= 3 ? 255 : 0,
  );
  const out = new Uint8Array(frameBytes(size));
  toYuv420(rgb, size, out);
  const red = 240 - 128;
  expect([...out.subarray(20, 24)].map((cr) => Math.round((4 * (cr - 128)) / red) / 4)).toEqual([
    0, 0.25, 1, 1,
  ]);
});
