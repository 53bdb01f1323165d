import type { Size } from '../../engine/raster.js';
import { type Taps, tapsFor } from './taps.js';
import type { View } from './view.js';

/** Samples `[H, W, channels]` to read from. */
export interface Plane extends Size {
  channels: 3 | 4;
  samples: Uint8Array;
}

/** A rectangle of whole frame pixels that is computed. */
export interface Part {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * A view of a plane at a frame's size, at exact fractional positions: separable cubic reduction or interpolation.
 *
 * @param part of the frame; the rest is not computed
 * @param out `[part.height, part.width, channels]`, 0..255 with overshoot of the kernel
 * @param shift how far the content of a source row is moved to the right, in source pixels; 0 where it is left out
 */
export function resample(
  plane: Plane,
  view: View,
  frame: Size,
  part: Part,
  out: Float32Array,
  shift?: (row: number) => number,
): void {
  const { width, height, channels } = plane;
  const across = view.width / frame.width;
  const down = view.height / frame.height;
  const columns = (moved: number) =>
    tapsFor(width, view.left + part.left * across - moved, across, part.width);
  const rows = tapsFor(height, view.top + part.top * down, down, part.height);
  let [taps, moved] = [columns(0), 0];
  const stride = part.width * channels;
  const kept = Array.from({ length: rows.count }, () => new Float32Array(stride));
  const holds = new Int32Array(rows.count).fill(-1);
  const row = (y: number): Float32Array => {
    const slot = y % rows.count;
    if (holds[slot] === y) return kept[slot];
    const wanted = shift ? shift(y) : 0;
    if (wanted !== moved) [taps, moved] = [columns(wanted), wanted];
    const from = y * width * channels;
    if (channels === 3) across3(plane.samples, from, taps, kept[slot]);
    else across4(plane.samples, from, taps, kept[slot]);
    holds[slot] = y;
    return kept[slot];
  };
  for (let y = 0; y < part.height; y++) {
    const to = out.subarray(y * stride, (y + 1) * stride).fill(0);
    for (let k = 0; k < rows.count; k++) {
      const weight = rows.weights[y * rows.count + k];
      if (weight === 0) continue;
      const line = row(rows.first[y] + k);
      for (let i = 0; i < stride; i++) to[i] += weight * line[i];
    }
  }
}

function across3(samples: Uint8Array, from: number, { count, first, weights }: Taps, to: Float32Array): void {
  for (let x = 0, w = 0, o = 0; x < first.length; x++, o += 3) {
    let [r, g, b] = [0, 0, 0];
    for (let k = 0, i = from + first[x] * 3; k < count; k++, w++, i += 3) {
      const weight = weights[w];
      r += weight * samples[i];
      g += weight * samples[i + 1];
      b += weight * samples[i + 2];
    }
    to[o] = r;
    to[o + 1] = g;
    to[o + 2] = b;
  }
}

function across4(samples: Uint8Array, from: number, { count, first, weights }: Taps, to: Float32Array): void {
  for (let x = 0, w = 0, o = 0; x < first.length; x++, o += 4) {
    let [r, g, b, a] = [0, 0, 0, 0];
    for (let k = 0, i = from + first[x] * 4; k < count; k++, w++, i += 4) {
      const weight = weights[w];
      r += weight * samples[i];
      g += weight * samples[i + 1];
      b += weight * samples[i + 2];
      a += weight * samples[i + 3];
    }
    to[o] = r;
    to[o + 1] = g;
    to[o + 2] = b;
    to[o + 3] = a;
  }
}
