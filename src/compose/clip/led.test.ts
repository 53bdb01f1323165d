import { describe, expect, test } from 'vitest';
import { DrawingRoom } from './draw.js';
import { framePixels } from './frame-pixels.js';
import { type Leading, leadingOf } from './led.js';
import type { Scene } from './scene.js';

const size = { width: 224, height: 224 };

/** A blob with rings, its middle at a place, as one view of a thing. */
function view(cx: number, cy: number, seed = 0): Scene {
  const samples = new Uint8Array(size.width * size.height * 3);
  for (let i = 0; i < samples.length; i++) {
    const [x, y] = [Math.floor(i / 3) % size.width, Math.floor(i / 3 / size.width)];
    const r = Math.hypot(x - cx, y - cy);
    const thing = 90 * Math.exp(-((r / 40) ** 2)) * (1.2 + Math.cos(r / 15 + seed));
    samples[i] = 60 + thing;
  }
  const plate = { ...size, channels: 3 as const, samples };
  return { kind: 'flat', plate, view: { left: 0, top: 0, ...size } };
}

const middleOf = (rgb: Float32Array) => {
  let [sum, at] = [0, 0];
  for (let y = 0, i = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++, i += 3) {
      const weight = Math.max(0, rgb[i] - 75);
      sum += weight;
      at += weight * x;
    }
  return at / sum;
};

describe('leading one view into the next', () => {
  const [from, to] = [view(100, 112), view(118, 112)];
  const leading = leadingOf({ from, to, ...size }, new DrawingRoom()) as Leading;
  const between = (share: number, by?: Leading) => {
    const parts = [
      { scene: from, share: 1 - share },
      { scene: to, share },
    ];
    return framePixels({ ...size, parts, leading: by }, new DrawingRoom()).slice();
  };

  test('a thing that moved is half-way in the middle, as one thing and not as two', () => {
    const middle = between(0.5, leading);
    expect(middleOf(middle)).toBeCloseTo(109, 0);
    const truth = framePixels(
      { ...size, parts: [{ scene: view(109, 112), share: 1 }] },
      new DrawingRoom(),
    ).slice();
    const off = (rgb: Float32Array) => rgb.reduce((sum, value, i) => sum + Math.abs(value - truth[i]), 0);
    expect(off(middle)).toBeLessThan(0.25 * off(between(0.5)));
  });

  test('it begins as the one and ends as the other', () => {
    expect(middleOf(between(0, leading))).toBeCloseTo(100, 1);
    expect(middleOf(between(1, leading))).toBeCloseTo(118, 1);
  });

  test('two pictures of different things are not led', () => {
    const stripes = view(30, 200, 9);
    if (stripes.kind !== 'flat') throw new Error();
    const { samples } = stripes.plate;
    for (let i = 0; i < samples.length; i++) samples[i] = (Math.floor(i / 3 / 20) % 2) * 200 + 20;
    expect(leadingOf({ from, to: stripes, ...size }, new DrawingRoom())).toBeUndefined();
  });
});
