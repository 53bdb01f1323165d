import type { Box, Raster, Size } from '../engine/raster.js';
import { matteNetwork } from './matte-network.js';
import { boxColours, type Plane, spread } from './sampling.js';

/** What the network says about a picture, at a working size. */
export interface Prediction {
  /** How surely each pixel is subject, 0..1. */
  map: Plane;
  /** Intersection over union of the two passes, 0..1. */
  agreement: number;
  /** Pixels of the working size that one pixel of the network covers. */
  grain: number;
  /** The strongest answer of the network anywhere, before any stretching, 0..1. */
  peak: number;
}

/** Passes that agree less than this are two opinions, not one seen more closely. */
const AGREE = 0.8;

/** A subject's box with margin that covers more than this share of both sides gains nothing by a closer look. */
const NEARLY_ALL = 0.9;

/**
 * Ask the network twice: the whole picture, then the subject's box with a margin (or, where that is nearly the whole
 * picture, its mirror image). The second answer counts only if both agree.
 */
export async function predict(original: Raster, work: Size, matteModel?: string): Promise<Prediction> {
  const network = await matteNetwork(matteModel);
  const look = async (box: Box, mirrored = false): Promise<Plane> => {
    const pixels = await boxColours(original, box, { width: network.side, height: network.side }, mirrored);
    return { width: network.side, height: network.side, values: await network.run(pixels) };
  };
  const whole: Box = { left: 0, top: 0, width: original.width, height: original.height };
  const first = await look(whole);
  const peak = stretch(first);
  const map = onto(first, whole, original, work);
  const grainOf = (box: Box) =>
    (Math.max(box.width, box.height) * work.width) / original.width / network.side;
  const box = subjectBox(first, original);
  if (!box) return { map, agreement: 0, grain: grainOf(whole), peak };
  const closer = box.width < NEARLY_ALL * original.width || box.height < NEARLY_ALL * original.height;
  const second = await look(closer ? box : whole, !closer);
  stretch(second);
  if (!closer) mirror(second);
  const seen = onto(second, closer ? box : whole, original, work);
  const agreement = overlap(map.values, seen.values);
  if (agreement < AGREE) return { map, agreement, grain: grainOf(whole), peak };
  const share = closer ? 0.7 : 0.5;
  for (let i = 0; i < map.values.length; i++) map.values[i] += (seen.values[i] - map.values[i]) * share;
  return { map, agreement, grain: grainOf(closer ? box : whole), peak };
}

/** U²-Net's own last step: stretch to 0..1; returns the maximum before. */
function stretch({ values }: Plane): number {
  let [low, high] = [1, 0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const gain = high - low > 1e-3 ? 1 / (high - low) : 0;
  for (let i = 0; i < values.length; i++) values[i] = (values[i] - low) * gain;
  return high;
}

function mirror({ width, height, values }: Plane): void {
  for (let y = 0; y < height; y++) values.subarray(y * width, (y + 1) * width).reverse();
}

/** A box's answer at the working size; 0 outside of the box. */
function onto(map: Plane, box: Box, original: Size, work: Size): Plane {
  const target = { ...work, values: new Float32Array(work.width * work.height) };
  const [x, y] = [work.width / original.width, work.height / original.height];
  const scaled = { left: box.left * x, top: box.top * y, width: box.width * x, height: box.height * y };
  spread(map, scaled, target);
  return target;
}

/** The box of everything that the network sees, with a margin of an eighth of its longer side, in original pixels. */
function subjectBox({ width, height, values }: Plane, original: Size): Box | undefined {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++)
      if (values[i] > 0.4) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = y;
      }
  if (right < 0) return undefined;
  const [sx, sy] = [original.width / width, original.height / height];
  const margin = Math.max((right - left + 1) * sx, (bottom - top + 1) * sy) / 8;
  const x0 = Math.max(0, Math.floor(left * sx - margin));
  const y0 = Math.max(0, Math.floor(top * sy - margin));
  const x1 = Math.min(original.width, Math.ceil((right + 1) * sx + margin));
  const y1 = Math.min(original.height, Math.ceil((bottom + 1) * sy + margin));
  return { left: x0, top: y0, width: x1 - x0, height: y1 - y0 };
}

/** Intersection over union of two maps, cut at a half. */
function overlap(a: Float32Array, b: Float32Array): number {
  let [both, either] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const [inA, inB] = [a[i] > 0.5, b[i] > 0.5];
    if (inA && inB) both++;
    if (inA || inB) either++;
  }
  return either === 0 ? 0 : both / either;
}
