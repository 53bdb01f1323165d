import { cubic } from '#heroshot/engine/network/bicubic.js';
import type { RgbPicture } from '../reduce-bicubic.js';

/** An interpolation kernel: 1 at 0, 0 at every other whole distance and from `support` on. */
export interface Kernel {
  support: number;
  weight(distance: number): number;
}

/** Keys a = −0.5, as the network's skip. */
export const BICUBIC: Kernel = { support: 2, weight: cubic };

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Lanczos-3: sinc windowed by a sinc three times as wide (C. Duchon, "Lanczos filtering", 1979). */
export const LANCZOS3: Kernel = {
  support: 3,
  weight: (distance) => (Math.abs(distance) < 3 ? sinc(distance) * sinc(distance / 3) : 0),
};

/** Weights of each phase, each with a sum of 1. */
function phases({ support, weight }: Kernel, scale: number): { first: number; weights: number[] }[] {
  return Array.from({ length: scale }, (_, phase) => {
    const centre = (phase + 0.5) / scale - 0.5;
    const first = Math.floor(centre) - support + 1;
    const raw = Array.from({ length: 2 * support }, (_, k) => weight(first + k - centre));
    const sum = raw.reduce((a, b) => a + b, 0);
    return { first, weights: raw.map((w) => w / sum) };
  });
}

/**
 * Exact centred enlargement by a whole factor, rounded to 8 bits once. Output pixel X lies at input position
 * (X + 0.5) / scale − 0.5; beyond the border the last pixel repeats.
 */
export function enlarge(picture: RgbPicture, scale: number, kernel: Kernel): RgbPicture {
  const { width, height, data: source } = picture;
  const row = width * scale * 3;
  const table = phases(kernel, scale);
  const clamp = (at: number, length: number) => Math.min(Math.max(at, 0), length - 1);
  const wide = new Float32Array(row * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (const { first, weights } of table)
        for (let c = 0; c < 3; c++) {
          let sum = 0;
          for (let k = 0; k < weights.length; k++)
            sum += weights[k] * source[(y * width + clamp(x + first + k, width)) * 3 + c];
          wide[at++] = sum;
        }
  const data = new Uint8ClampedArray(row * height * scale);
  const sums = new Float32Array(row);
  for (let y = 0, at = 0; y < height; y++)
    for (const { first, weights } of table) {
      sums.fill(0);
      for (let k = 0; k < weights.length; k++) {
        const start = clamp(y + first + k, height) * row;
        for (let i = 0; i < row; i++) sums[i] += weights[k] * wide[start + i];
      }
      data.set(sums, at);
      at += row;
    }
  return { width: width * scale, height: height * scale, data: new Uint8Array(data.buffer) };
}
