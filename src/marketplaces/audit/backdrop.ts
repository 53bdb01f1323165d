import type { Box } from '../../engine/raster.js';
import { components } from './components.js';
import { borderIndices, reachable } from './flood.js';
import { letteringLines } from './lettering.js';
import type { Opaque } from './reduced.js';
import { measureWhite } from './whiteness.js';

/** What is behind the subject, measured on the reduced copy. */
export interface Backdrop {
  /** Most of the border has one colour: subject and background can be told apart. */
  uniform: boolean;
  /** Mean colour of the border, 0..255 each. */
  colour: [number, number, number];
  /** Share of the background's pixels that are exactly white, 0..1; 0 where it is not uniform. */
  white: number;
  /** Share of the background that is a soft shadow: not white, joined with the subject and not with the border. */
  shadow: number;
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
  if (share < UNIFORM) return { uniform: false, colour, white: 0, shadow: 0, lettering: 0 };
  const background = reachable(near, width, height, border);
  const parts = components(inverse(background), width, height);
  const lines = letteringLines(parts, Math.max(width, height));
  const letters = new Set(lines.flat());
  const whiteness = measureWhite(picture, background, border);
  const backdrop = { uniform: true, colour, ...whiteness, lettering: lines.length };
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

/** The median tone of the border, channel by channel: a subject that touches the edge does not move it. */
function borderColour({ width, height, samples }: Opaque): [number, number, number] {
  const border = borderIndices(width, height);
  const median = (c: number) =>
    border.map((at) => samples[at * 3 + c]).sort((a, b) => a - b)[border.length >> 1];
  return [median(0), median(1), median(2)];
}

/** What is not in a mask. */
function inverse(mask: Uint8Array): Uint8Array {
  const out = new Uint8Array(mask.length);
  for (let i = 0; i < mask.length; i++) out[i] = 1 - mask[i];
  return out;
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
