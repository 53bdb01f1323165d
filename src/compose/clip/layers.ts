import { allocateSamples } from '../../engine/picture.js';
import type { Box, Matte, Size } from '../../engine/raster.js';
import { boxOfMatte } from '../matte-box.js';
import { fillHoles, type Holed, reducedKnown } from './fill.js';
import { grain } from './grain.js';
import type { Plane } from './resample.js';

/** Longest side at which the hole is filled: what fills it is smooth. */
const WORK = 960;

/**
 * Share of the plate's longer side around the outline that is not trusted to be background: half-covered pixels, a lens's
 * smear, and what an outline missed. What is left there would stand still while the subject moves.
 */
const RING = 0.007;

/** A plate in two layers. */
export interface Layers {
  /** The plate with the subject taken out and the hole filled. */
  background: Plane;
  /** The subject, premultiplied RGBA, cut to its box. */
  subject: Plane;
  box: Box;
}

/**
 * Part a plate into its subject and what is behind it. The hole is filled by diffusion from around it, with the plate's own
 * grain; the subject's edge is unmixed from the background that was behind it, so that both layers laid over each other are
 * the plate again.
 *
 * @returns `undefined` where the matte is empty
 */
export function layersOf(plate: Plane, matte: Matte): Layers | undefined {
  const box = boxOfMatte(matte);
  if (!box) return undefined;
  const hole = grown(matte, Math.max(3, Math.round(RING * Math.max(plate.width, plate.height))));
  const background = filled(plate, hole);
  return { background, subject: unmixed(plate, background, matte, box), box };
}

/** The largest alpha within a square around each pixel: `[H, W]`. */
function grown({ width, height, alpha }: Matte, reach: number): Uint8Array {
  const across = new Uint8Array(alpha.length);
  const out = new Uint8Array(alpha.length);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++)
      for (let d = Math.max(-reach, -x); d <= Math.min(reach, width - 1 - x); d++)
        if (alpha[i + d] > across[i]) across[i] = alpha[i + d];
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++)
      for (let d = Math.max(-reach, -y); d <= Math.min(reach, height - 1 - y); d++)
        if (across[i + d * width] > out[i]) out[i] = across[i + d * width];
  return out;
}

function filled(plate: Plane, hole: Uint8Array): Plane {
  const { width, height, samples } = plate;
  const step = Math.max(1, Math.ceil(Math.max(width, height) / WORK));
  const small = reducedKnown(plate, samples, (i) => hole[i] === 0, step);
  fillHoles(small);
  const out = allocateSamples(width * height * 3, 8);
  out.set(samples.subarray(0, out.length));
  const noise = grain(plate, hole);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if (hole[i] === 0) continue;
      // Faint haze of a matte is not worth replacing what is really there.
      const share = Math.min(1, hole[i] / 128);
      const [u, v] = [(x + 0.5) / step - 0.5, (y + 0.5) / step - 0.5];
      for (let c = 0; c < 3; c++) {
        const value = bilinear(small, u, v, c) + noise(x, y);
        out[3 * i + c] = Math.min(255, Math.max(0, Math.round(share * value + (1 - share) * out[3 * i + c])));
      }
    }
  return { width, height, channels: 3, samples: out };
}

function bilinear({ width, height, rgb }: Holed, u: number, v: number, c: number): number {
  const [x, y] = [Math.floor(u), Math.floor(v)];
  const column = (k: number) => Math.min(width - 1, Math.max(0, k));
  const row = (k: number) => Math.min(height - 1, Math.max(0, k)) * width;
  const at = (i: number, j: number) => rgb[3 * (row(y + j) + column(x + i)) + c];
  const [fx, fy] = [u - x, v - y];
  return (1 - fy) * ((1 - fx) * at(0, 0) + fx * at(1, 0)) + fy * ((1 - fx) * at(0, 1) + fx * at(1, 1));
}

/** The subject's own light: `alpha · F = I − (1 − alpha) · B`, with the filled background as `B`. */
function unmixed(plate: Plane, background: Plane, { alpha }: Matte, box: Box): Plane {
  const { width } = plate;
  const size: Size = { width: box.width, height: box.height };
  const samples = allocateSamples(box.width * box.height * 4, 8);
  for (let y = 0, o = 0; y < box.height; y++)
    for (let x = 0, i = (box.top + y) * width + box.left; x < box.width; x++, i++, o += 4) {
      const a = alpha[i];
      if (a === 0) continue;
      for (let c = 0; c < 3; c++) {
        const light = plate.samples[3 * i + c] - (1 - a / 255) * background.samples[3 * i + c];
        samples[o + c] = Math.min(a, Math.max(0, Math.round(light)));
      }
      samples[o + 3] = a;
    }
  return { ...size, channels: 4, samples };
}
