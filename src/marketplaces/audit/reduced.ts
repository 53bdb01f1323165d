import type { Picture } from '../../engine/picture.js';
import type { Raster } from '../../engine/raster.js';

/** A picture on white in 8 bits, `[H, W, 3]`. */
export type Opaque = Raster & { channels: 3 };

/** Longest side of the reduced copy: shapes of half a hundredth of the frame still show. */
const LONGEST = 800;

/** 8-bit samples of a picture; 16-bit ones lose their lower half. */
export function eightBits({ samples }: Picture): Uint8Array {
  return samples instanceof Uint8Array ? samples : Uint8Array.from(samples, (value) => value >> 8);
}

/**
 * A picture laid on white and reduced by exact area averaging until its longest side is at most 800 pixels. A tone of 255
 * means that every pixel under it is 255.
 */
export function reducedOnWhite({ width, height, channels, samples }: Raster): Opaque {
  const step = Math.max(1, Math.ceil(Math.max(width, height) / LONGEST));
  const small = { width: Math.ceil(width / step), height: Math.ceil(height / step) };
  const out = new Uint8Array(small.width * small.height * 3);
  const sums = new Float64Array(small.width * 3);
  const addLine = channels === 3 ? addOpaque : addSeenThrough;
  for (let row = 0; row < small.height; row++) {
    const bottom = Math.min((row + 1) * step, height);
    sums.fill(0);
    for (let y = row * step; y < bottom; y++) addLine(samples, y * width * channels, width, step, sums);
    const lines = bottom - row * step;
    for (let x = 0, d = row * small.width * 3; x < small.width; x++)
      for (let c = 0, pixels = lines * Math.min(step, width - x * step); c < 3; c++, d++)
        out[d] = sums[x * 3 + c] / pixels;
  }
  return { ...small, channels: 3, samples: out };
}

/**
 * Add a line of opaque samples to the sums of the boxes that it runs through. A box at a time in local sums: four times as
 * fast as adding to the array pixel by pixel.
 */
function addOpaque(samples: Uint8Array, start: number, width: number, step: number, sums: Float64Array) {
  for (let x = 0, box = 0, s = start; x < width; x += step, box += 3) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (const end = s + Math.min(step, width - x) * 3; s < end; s += 3) {
      red += samples[s];
      green += samples[s + 1];
      blue += samples[s + 2];
    }
    sums[box] += red;
    sums[box + 1] += green;
    sums[box + 2] += blue;
  }
}

/** Add a line with alpha, laid on white. */
function addSeenThrough(samples: Uint8Array, start: number, width: number, step: number, sums: Float64Array) {
  for (let x = 0, box = 0, s = start; x < width; x += step, box += 3)
    for (const end = s + Math.min(step, width - x) * 4; s < end; s += 4) {
      const alpha = samples[s + 3] / 255;
      const white = 255 * (1 - alpha);
      for (let c = 0; c < 3; c++) sums[box + c] += samples[s + c] * alpha + white;
    }
}
