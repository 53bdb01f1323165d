import type { Size } from '../../engine/raster.js';
import { halvedPlane, type Luma, sampled } from './luma.js';

/** Where each pixel of one picture is in another: `[H, W, 2]`, columns and rows, in pixels. */
export interface Flow extends Size {
  vectors: Float32Array;
}

/** Weight of smoothness (Horn & Schunck's α) for luma of 0..255. */
const SMOOTH = 9;
/** Times that the second picture is warped anew at each level, and sweeps between. */
const [WARPS, SWEEPS] = [4, 40];
/** Shortest side of the coarsest level. */
const COARSEST = 10;

/**
 * Dense optical flow from one picture to another: Horn & Schunck 1981, "Determining optical flow", from coarse to fine with
 * warping between (Brox et al. 2004). Smooth everywhere, so that what it leads does not tear.
 */
export function opticalFlow(from: Luma, to: Luma): Flow {
  const { width, height } = from;
  const coarser = Math.min(width, height) >= 2 * COARSEST;
  const vectors = coarser
    ? doubled(opticalFlow(halvedPlane(from), halvedPlane(to)), from)
    : new Float32Array(width * height * 2);
  for (let warp = 0; warp < WARPS; warp++) relax(from, to, vectors);
  return { width, height, vectors };
}

/** A level's flow at the level above it. */
function doubled(flow: Flow, { width, height }: Size): Float32Array {
  const out = new Float32Array(width * height * 2);
  for (let y = 0, o = 0; y < height; y++)
    for (let x = 0; x < width; x++, o += 2) {
      const [u, v] = flowAt(flow, (x + 0.5) / 2 - 0.5, (y + 0.5) / 2 - 0.5);
      out[o] = 2 * u;
      out[o + 1] = 2 * v;
    }
  return out;
}

/** The vector at a place between pixels, bilinearly. */
export function flowAt({ width, height, vectors }: Flow, x: number, y: number): [number, number] {
  const u = Math.min(width - 1, Math.max(0, x));
  const v = Math.min(height - 1, Math.max(0, y));
  const [i, j] = [Math.min(width - 2, Math.floor(u)), Math.min(height - 2, Math.floor(v))];
  const [fx, fy] = [u - i, v - j];
  const at = (j * width + i) * 2;
  const below = at + width * 2;
  const mix = (c: number) =>
    (1 - fy) * ((1 - fx) * vectors[at + c] + fx * vectors[at + 2 + c]) +
    fy * ((1 - fx) * vectors[below + c] + fx * vectors[below + 2 + c]);
  return [mix(0), mix(1)];
}

/** One warp: linearise around the flow as it is, then sweep. In place. */
function relax(from: Luma, to: Luma, vectors: Float32Array): void {
  const { width, height } = from;
  const count = width * height;
  const [gx, gy, rest] = [new Float32Array(count), new Float32Array(count), new Float32Array(count)];
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const [u, v] = [x + vectors[2 * i], y + vectors[2 * i + 1]];
      gx[i] = (sampled(to, u + 1, v) - sampled(to, u - 1, v)) / 2;
      gy[i] = (sampled(to, u, v + 1) - sampled(to, u, v - 1)) / 2;
      const difference = sampled(to, u, v) - from.values[i];
      rest[i] = difference - gx[i] * vectors[2 * i] - gy[i] * vectors[2 * i + 1];
    }
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (let y = 0, i = 0; y < height; y++)
      for (let x = 0; x < width; x++, i++) {
        const left = x > 0 ? i - 1 : i;
        const right = x < width - 1 ? i + 1 : i;
        const up = y > 0 ? i - width : i;
        const down = y < height - 1 ? i + width : i;
        const mean = (c: number) =>
          (vectors[2 * left + c] + vectors[2 * right + c] + vectors[2 * up + c] + vectors[2 * down + c]) / 4;
        const [u, v] = [mean(0), mean(1)];
        const step = (gx[i] * u + gy[i] * v + rest[i]) / (SMOOTH * SMOOTH + gx[i] * gx[i] + gy[i] * gy[i]);
        vectors[2 * i] = u - gx[i] * step;
        vectors[2 * i + 1] = v - gy[i] * step;
      }
}
