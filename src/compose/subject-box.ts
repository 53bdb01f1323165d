import type { Box, Size } from '../engine/raster.js';
import { planeAround } from './border-plane.js';
import { largestParts } from './connected.js';

/** Most of the border that may be other than the backdrop: white is a backdrop for sure, a colour may be anything. */
const UNEVEN = { white: 0.45, colour: 0.3 } as const;

/** Darkest that a white backdrop is. */
const WHITE = 235;

/** Least of the picture that a subject's box takes. */
const AREA = 0.01;

/** Least of its box that a subject takes. */
const SOLID = 0.12;

/** Distance from the backdrop (of 255) at which a pixel is subject, at least. */
const DISTANCE = 14;

/** Side of the corners that are looked at, in pixels of the reduction. */
const CORNER = 3;

function hasWhiteCorners(samples: Uint8Array, width: number, height: number): boolean {
  for (const left of [0, width - CORNER])
    for (const top of [0, height - CORNER])
      for (let y = top; y < top + CORNER; y++)
        for (let at = (y * width + left) * 3; at < (y * width + left + CORNER) * 3; at++)
          if (samples[at] < WHITE) return false;
  return true;
}

/** How unlike the backdrop each pixel is: distance from its colour plus gradient energy. */
function unlikeness(
  samples: Uint8Array,
  width: number,
  height: number,
  backdrop: Float32Array,
): Float32Array {
  const out = new Float32Array(width * height);
  const luma = (i: number) =>
    samples[i * 3] * 0.299 + samples[i * 3 + 1] * 0.587 + samples[i * 3 + 2] * 0.114;
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      let distance = 0;
      for (let c = 0; c < 3; c++)
        distance = Math.max(distance, Math.abs(samples[i * 3 + c] - backdrop[i * 3 + c]));
      const across = x > 0 && x < width - 1 ? luma(i + 1) - luma(i - 1) : 0;
      const down = y > 0 && y < height - 1 ? luma(i + width) - luma(i - width) : 0;
      out[i] = distance + 0.5 * Math.hypot(across, down);
    }
  return out;
}

/**
 * What differs from a plain backdrop, on a small copy of a picture.
 *
 * @param samples `[H, W, 3]` of the copy, whose longest side is about 256
 * @param full size of the picture that the box speaks of
 * @returns `undefined` when unsure: no plain backdrop, or next to nothing on it
 */
export function subjectBox(samples: Uint8Array, width: number, height: number, full: Size): Box | undefined {
  const { colours, spread, unlike } = planeAround(samples, width, height);
  const white = colours.every((value) => value >= WHITE);
  if (unlike > (white ? UNEVEN.white : UNEVEN.colour)) {
    // A product that reaches the border on all sides still leaves the corners of its white backdrop.
    if (!hasWhiteCorners(samples, width, height)) return undefined;
    colours.fill(255);
  }
  const score = unlikeness(samples, width, height, colours);
  const threshold = Math.max(DISTANCE, 4 * spread);
  const box = largestParts(
    Uint8Array.from(score, (value) => (value > threshold ? 1 : 0)),
    width,
    height,
  );
  if (!box || box.pixels < SOLID * box.width * box.height) return undefined;
  if (box.width * box.height < AREA * width * height) return undefined;
  return grown(box, full.width / width, full.height / height, full.width, full.height);
}

/** A box of the reduction in pixels of the master, a pixel of the reduction larger on each side. */
function grown(box: Box, across: number, down: number, width: number, height: number): Box {
  const left = Math.max(0, Math.floor((box.left - 1) * across));
  const top = Math.max(0, Math.floor((box.top - 1) * down));
  const right = Math.min(width, Math.ceil((box.left + box.width + 1) * across));
  const bottom = Math.min(height, Math.ceil((box.top + box.height + 1) * down));
  return { left, top, width: right - left, height: bottom - top };
}
