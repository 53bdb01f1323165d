import { describe, expect, test } from 'vitest';
import type { Canvas } from '../network/core.js';
import { canvasOf, newReduced } from '../testing/guarded.js';
import { noisePicture, pixelSource, randomNumbers } from '../testing/pictures.js';
import { finishRows } from './finish.js';
import type { Guard } from './guard.js';
import { NOTHING_HELD } from './hold.js';

/** A guard that only has a field. */
function fieldOf(columns: number, rows: number, value: (x: number, y: number, c: number) => number): Guard {
  const values = Float32Array.from({ length: columns * rows * 3 }, (_, i) => {
    const cell = Math.floor(i / 3);
    return value(cell % columns, Math.floor(cell / columns), i % 3);
  });
  const source = pixelSource({ width: columns * 4, height: rows * 4 }, () => 0);
  return {
    field: { columns, rows, values, max: 0, mean: 0 },
    held: NOTHING_HELD,
    source,
    reduced: newReduced(source),
  };
}

function canvasFrom(width: number, height: number, channels: 3 | 4, sample: (i: number) => number): Canvas {
  const samples = new Uint16Array(new SharedArrayBuffer(width * height * channels * 2));
  for (let i = 0; i < samples.length; i++) samples[i] = sample(i);
  return { width, height, channels, samples };
}

function finish(canvas: Canvas, guard: Guard | undefined, scale: number, depth: 8 | 16 = 8) {
  const out = depth === 8 ? new Uint8Array(canvas.samples.length) : new Uint16Array(canvas.samples.length);
  finishRows(canvas, guard, scale, 0, canvas.height, out);
  return out;
}

describe('rounding without a guard', () => {
  test('to 8 bits is to the nearest level, for every tone', () => {
    const canvas = canvasFrom(256, 86, 3, (i) => Math.min(65535, i));
    const out = finish(canvas, undefined, 2);
    expect(out.every((value, i) => value === Math.round(canvas.samples[i] / 257))).toBe(true);
  });

  test('to 16 bits changes nothing', () => {
    const canvas = canvasFrom(32, 8, 4, (i) => (i * 7919) % 65536);
    expect([...finish(canvas, undefined, 2, 16)]).toEqual([...canvas.samples]);
  });
});

describe('applying the guard', () => {
  test.each([
    [8, 2, 3],
    [8, 4, 4],
    [16, 2, 4],
    [16, 4, 3],
  ] as const)('adds a constant field to every tone (%i bits, %i×, %i channels)', (depth, scale, channels) => {
    const full = depth === 8 ? 255 : 65535;
    const random = randomNumbers(9);
    const canvas = canvasFrom(8 * scale, 8 * scale, channels, () => 9000 + random() * 45000);
    const out = finish(
      canvas,
      fieldOf(2, 2, (_x, _y, c) => [0.05, -0.05, 0.02][c]),
      scale,
      depth,
    );
    for (const [i, value] of out.entries()) {
      const c = i % channels;
      const shift = c < 3 ? [0.05, -0.05, 0.02][c] : 0;
      expect(Math.abs(value - (canvas.samples[i] / 65535 + shift) * full)).toBeLessThan(0.51);
    }
  });

  test.each([2, 4])(
    'is a straight line from cell centre to cell centre, constant beyond the last (%i×)',
    (scale) => {
      const [columns, rows] = [4, 3];
      const canvas = canvasFrom(columns * 4 * scale, rows * 4 * scale, 3, () => 32768);
      const out = finish(
        canvas,
        fieldOf(columns, rows, (x, y) => 0.02 * x + 0.05 * y),
        scale,
        16,
      );
      const clamp = (v: number, most: number) => Math.min(Math.max(v, 0), most);
      for (let y = 0; y < canvas.height; y++)
        for (let x = 0; x < canvas.width; x++) {
          const u = clamp((x + 0.5) / (4 * scale) - 0.5, columns - 1);
          const v = clamp((y + 0.5) / (4 * scale) - 0.5, rows - 1);
          const expected = 32768 + (0.02 * u + 0.05 * v) * 65535;
          expect(Math.abs(out[(y * canvas.width + x) * 3 + 1] - expected)).toBeLessThan(3);
        }
    },
  );

  test('works on a picture of one cell, one row or one column', () => {
    for (const [width, height] of [
      [1, 1],
      [2, 9],
      [9, 2],
    ]) {
      const canvas = canvasFrom(width * 2, height * 2, 3, () => 30000);
      const out = finish(
        canvas,
        fieldOf(Math.ceil(width / 4), Math.ceil(height / 4), () => 0.1),
        2,
        16,
      );
      for (const value of out) expect(Math.abs(value - 36554)).toBeLessThan(2);
    }
  });

  test('never leaves the range', () => {
    const canvas = canvasFrom(8, 8, 3, (i) => (i % 2 ? 65000 : 600));
    const up = finish(
      canvas,
      fieldOf(1, 1, () => 0.9),
      2,
    );
    const down = finish(
      canvas,
      fieldOf(1, 1, () => -0.9),
      2,
    );
    expect([up[1], down[0]]).toEqual([255, 0]);
  });

  test('pure white is never darkened and pure black never brightened', () => {
    for (const depth of [8, 16] as const) {
      const full = depth === 8 ? 255 : 65535;
      const canvas = canvasFrom(8, 8, 3, (i) => (i % 2 ? 65535 : 0));
      const darker = finish(
        canvas,
        fieldOf(1, 1, () => -0.2),
        2,
        depth,
      );
      const brighter = finish(
        canvas,
        fieldOf(1, 1, () => 0.2),
        2,
        depth,
      );
      for (const [i, value] of darker.entries()) expect(value).toBe(i % 2 ? full : 0);
      for (const [i, value] of brighter.entries()) expect(value).toBe(i % 2 ? full : 0);
    }
  });

  test('two levels from white the whole correction is taken, in between a share that grows', () => {
    const tones = [255, 254.5, 254, 253.5, 253, 252];
    const canvas = canvasFrom(tones.length, 1, 3, (i) => tones[Math.floor(i / 3)] * 257);
    const out = finish(
      canvas,
      fieldOf(1, 1, () => -0.1),
      2,
      16,
    );
    const taken = tones.map((tone, i) => (tone * 257 - out[i * 3]) / 6553.5);
    for (const [i, share] of [0, 0.25, 0.5, 0.75, 1, 1].entries())
      expect(Math.abs(taken[i] - share)).toBeLessThan(0.02);
  });

  test('leaves alpha alone', () => {
    const source = pixelSource({ width: 4, height: 4, channels: 4 }, (_x, _y, c) => (c === 3 ? 77 : 100));
    const canvas = canvasOf(source, 2, new Float32Array(3 * 64).fill(0.4));
    const out = finish(
      canvas,
      fieldOf(1, 1, () => 0.2),
      2,
    );
    expect(new Set(out.filter((_v, i) => i % 4 === 3))).toEqual(new Set([77]));
  });

  test('gives the same rows in bands as at once', () => {
    const source = noisePicture(19, 21, 4);
    const canvas = canvasFrom(38, 42, 4, (i) => (source.samples[i % source.samples.length] * 257) % 65536);
    const field = fieldOf(5, 6, (x, y, c) => ((x * 5 + y * 3 + c) % 7) / 70 - 0.05);
    const banded = new Uint8Array(canvas.samples.length);
    for (const [from, to] of [
      [0, 7],
      [7, 30],
      [30, 42],
    ])
      finishRows(canvas, field, 2, from, to, banded);
    expect([...banded]).toEqual([...finish(canvas, field, 2)]);
  });
});
