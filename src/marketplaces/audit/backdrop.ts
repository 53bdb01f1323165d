import type { Box } from '../../engine/raster.js';
import { components } from './components.js';
import { letteringLines } from './lettering.js';
import type { Opaque } from './reduced.js';

/** What is behind the subject, measured on the reduced copy. */
export interface Backdrop {
  /** Most of the border has one colour: subject and background can be told apart. */
  uniform: boolean;
  /** Mean colour of the border, 0..255 each. */
  colour: [number, number, number];
  /** Share of the background's pixels that are exactly white, 0..1; 0 where it is not uniform. */
  white: number;
  /** Larger of the subject's width ÷ frame width and height ÷ frame height; absent where it can't be told. */
  fill?: number;
  /** Lines of small letters beside the subject; they are no part of it. */
  lettering: number;
}

/** Tones by which background may differ from the border's colour: JPEG, soft shadow, vignette. */
const TOLERANCE = 18;
/** Share of the border that must have its colour. */
const UNIFORM = 0.7;
/** Parts smaller than this share of the picture are dust, not subject. */
const DUST = 0.0004;

/** Tell subject and background apart, if one colour reaches all around. */
export function findBackdrop(picture: Opaque): Backdrop {
  const { width, height } = picture;
  const colour = borderColour(picture);
  const near = nearColour(picture, colour);
  const border = borderIndices(width, height);
  const share = border.reduce((sum, at) => sum + near[at], 0) / border.length;
  if (share < UNIFORM) return { uniform: false, colour, white: 0, lettering: 0 };
  const background = reachable(near, width, height);
  const parts = components(
    background.map((value) => 1 - value),
    width,
    height,
  );
  const lines = letteringLines(parts, Math.max(width, height));
  const letters = new Set(lines.flat());
  const backdrop = { uniform: true, colour, white: whiteShare(picture, background), lettering: lines.length };
  const large = parts.filter((part) => part.area > DUST * width * height && !letters.has(part));
  if (large.length === 0) return backdrop;
  const subject = boxAround(large);
  return { ...backdrop, fill: Math.max(subject.width / width, subject.height / height) };
}

/** The smallest box around all of the parts. */
function boxAround(parts: readonly Box[]): Box {
  const left = Math.min(...parts.map((part) => part.left));
  const top = Math.min(...parts.map((part) => part.top));
  return {
    left,
    top,
    width: Math.max(...parts.map((part) => part.left + part.width)) - left,
    height: Math.max(...parts.map((part) => part.top + part.height)) - top,
  };
}

function borderIndices(width: number, height: number): number[] {
  const indices: number[] = [];
  for (let x = 0; x < width; x++) indices.push(x, (height - 1) * width + x);
  for (let y = 1; y < height - 1; y++) indices.push(y * width, y * width + width - 1);
  return indices;
}

/** The median tone of the border, channel by channel: a subject that touches the edge does not move it. */
function borderColour({ width, height, samples }: Opaque): [number, number, number] {
  const border = borderIndices(width, height);
  const median = (c: number) =>
    border.map((at) => samples[at * 3 + c]).sort((a, b) => a - b)[border.length >> 1];
  return [median(0), median(1), median(2)];
}

function nearColour({ width, height, samples }: Opaque, [r, g, b]: readonly number[]): Uint8Array {
  const near = new Uint8Array(width * height);
  for (let i = 0, s = 0; i < near.length; i++, s += 3)
    near[i] =
      Math.abs(samples[s] - r) <= TOLERANCE &&
      Math.abs(samples[s + 1] - g) <= TOLERANCE &&
      Math.abs(samples[s + 2] - b) <= TOLERANCE
        ? 1
        : 0;
  return near;
}

/** The pixels of a mask that are joined with the border, sides only: background does not leak through corners. */
function reachable(mask: Uint8Array, width: number, height: number): Uint8Array {
  const reached = new Uint8Array(mask.length);
  const stack = new Int32Array(mask.length);
  let depth = 0;
  const visit = (at: number) => {
    if (mask[at] === 0 || reached[at] === 1) return;
    reached[at] = 1;
    stack[depth++] = at;
  };
  for (const at of borderIndices(width, height)) visit(at);
  while (depth > 0) {
    const at = stack[--depth];
    const x = at % width;
    if (x > 0) visit(at - 1);
    if (x < width - 1) visit(at + 1);
    if (at >= width) visit(at - width);
    if (at + width < mask.length) visit(at + width);
  }
  return reached;
}

/** Pixels from the subject within which background is not judged: a JPEG rings there. */
const RING = 3;

/** The share of the background that is white in every pixel, away from the subject. */
function whiteShare({ width, height, samples }: Opaque, background: Uint8Array): number {
  const near = spread(background, width, height);
  let white = 0;
  let count = 0;
  for (let i = 0, s = 0; i < background.length; i++, s += 3) {
    if (near[i] > 0) continue;
    count++;
    if (samples[s] === 255 && samples[s + 1] === 255 && samples[s + 2] === 255) white++;
  }
  return count === 0 ? 0 : white / count;
}

/** What is not background, grown by the ring's width. */
function spread(background: Uint8Array, width: number, height: number): Uint8Array {
  const rows = new Uint8Array(background.length);
  const grown = new Uint8Array(background.length);
  for (let y = 0; y < height; y++)
    for (let x = 0, reach = 0; x < width + RING; x++) {
      if (x < width && background[y * width + x] === 0) reach = 2 * RING + 1;
      if (reach > 0 && x >= RING) rows[y * width + x - RING] = 1;
      if (reach > 0) reach--;
    }
  for (let x = 0; x < width; x++)
    for (let y = 0, reach = 0; y < height + RING; y++) {
      if (y < height && rows[y * width + x] === 1) reach = 2 * RING + 1;
      if (reach > 0 && y >= RING) grown[(y - RING) * width + x] = 1;
      if (reach > 0) reach--;
    }
  return grown;
}
