import { describe, expect, test } from 'vitest';
import { fillHoles } from './fill.js';
import { layersOf } from './layers.js';

describe('filling a hole', () => {
  test('goes on with the light around it', () => {
    const [width, height] = [60, 50];
    const truth = (x: number, y: number, c: number) => 40 + 2 * x + y + 10 * c;
    const rgb = new Float32Array(width * height * 3);
    const known = new Uint8Array(width * height).fill(1);
    for (let y = 0, i = 0; y < height; y++)
      for (let x = 0; x < width; x++, i++) {
        const hole = Math.hypot(x - 30, y - 25) < 14;
        if (hole) known[i] = 0;
        for (let c = 0; c < 3; c++) rgb[3 * i + c] = hole ? 255 : truth(x, y, c);
      }
    fillHoles({ width, height, rgb, known });
    let worst = 0;
    for (let y = 0, i = 0; y < height; y++)
      for (let x = 0; x < width; x++, i++)
        for (let c = 0; c < 3; c++) worst = Math.max(worst, Math.abs(rgb[3 * i + c] - truth(x, y, c)));
    expect(worst).toBeLessThan(2.5);
  });

  test('leaves a picture alone of which nothing is known', () => {
    const rgb = new Float32Array(27).fill(7);
    fillHoles({ width: 3, height: 3, rgb, known: new Uint8Array(9) });
    expect(rgb.every((value) => value === 7)).toBe(true);
  });
});

/** A red disc with a soft edge before a wall of falling light. */
function scene(width: number, height: number) {
  const samples = new Uint8Array(width * height * 3);
  const alpha = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const cover = Math.min(1, Math.max(0, (40 - Math.hypot(x - 80, y - 70)) / 2));
      alpha[i] = Math.round(cover * 255);
      for (let c = 0; c < 3; c++)
        samples[3 * i + c] = Math.round(cover * [200, 30, 40][c] + (1 - cover) * (120 + x / 4 + y / 3));
    }
  return { plate: { width, height, channels: 3 as const, samples }, matte: { width, height, alpha } };
}

describe('a plate in two layers', () => {
  const { plate, matte } = scene(160, 140);
  const layers = layersOf(plate, matte);
  if (!layers) throw new Error('no subject');
  const { background, subject, box } = layers;

  test('laid over each other they are the plate again', () => {
    let worst = 0;
    for (let y = 0; y < plate.height; y++)
      for (let x = 0; x < plate.width; x++) {
        const [u, v] = [x - box.left, y - box.top];
        const inside = u >= 0 && v >= 0 && u < box.width && v < box.height;
        const o = (v * box.width + u) * 4;
        for (let c = 0; c < 3; c++) {
          const rest = inside ? 1 - subject.samples[o + 3] / 255 : 1;
          const i = 3 * (y * plate.width + x) + c;
          const laid = (inside ? subject.samples[o + c] : 0) + rest * background.samples[i];
          worst = Math.max(worst, Math.abs(laid - plate.samples[i]));
        }
      }
    expect(worst).toBeLessThan(4);
  });

  test('nothing of the subject is left in its background', () => {
    for (let i = 0; i < background.samples.length; i += 3)
      expect(Math.abs(background.samples[i] - background.samples[i + 1])).toBeLessThan(6);
  });

  test('nothing of the background is left in the subject', () => {
    for (let i = 0; i < subject.samples.length; i += 4) {
      const alpha = subject.samples[i + 3];
      if (alpha > 60) expect(subject.samples[i + 1] / alpha).toBeLessThan(0.2);
    }
  });

  test('an empty matte has no layers', () => {
    expect(layersOf(plate, { ...matte, alpha: new Uint8Array(matte.alpha.length) })).toBeUndefined();
  });
});
