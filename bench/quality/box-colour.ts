import { colourSpace } from '#heroshot/engine/colour/space.js';
import { deltaE2000 } from '#heroshot/engine/measure/delta-e.js';
import { toLab } from '#heroshot/engine/measure/lab.js';
import { reducedRows } from '#heroshot/engine/measure/reduce.js';
import type { RgbPicture } from '../reduce-bicubic.js';

/** Side of a box in pixels. */
const BOX = 8;

/** CIE Lab (D65) of the mean sRGB colour of every whole 8×8 box: `[boxes, 3]`. */
export function boxColours(picture: RgbPicture): Float32Array {
  const columns = Math.floor(picture.width / BOX);
  const rows = Math.floor(picture.height / BOX);
  const width = columns * BOX;
  const samples = new Uint8Array(width * rows * BOX * 3);
  for (let y = 0; y < rows * BOX; y++) {
    const start = y * picture.width * 3;
    samples.set(picture.data.subarray(start, start + width * 3), y * width * 3);
  }
  const tones = new Float32Array(columns * rows * 3);
  reducedRows({ width, height: rows * BOX, channels: 3, samples }, BOX, 0, rows, tones);
  const space = colourSpace(undefined);
  const lab = new Float32Array(tones.length);
  for (let i = 0; i < tones.length; i += 3)
    toLab(space, Math.round(tones[i]), Math.round(tones[i + 1]), Math.round(tones[i + 2]), lab, i);
  return lab;
}

/** Mean and 99th percentile of ΔE2000 between the boxes of two pictures of one size. */
export function boxDeltaE(a: Float32Array, b: Float32Array): { mean: number; p99: number } {
  const differences = new Float64Array(a.length / 3);
  for (let i = 0; i < differences.length; i++) {
    const k = i * 3;
    differences[i] = deltaE2000(a[k], a[k + 1], a[k + 2], b[k], b[k + 1], b[k + 2]);
  }
  const mean = differences.reduce((sum, d) => sum + d, 0) / differences.length;
  return { mean, p99: differences.sort()[Math.ceil(0.99 * differences.length) - 1] };
}
