import type { Raster } from '../../engine/raster.js';

/** A line of one colour around the whole picture. */
export interface Frame {
  /** Thickness of its thickest side in pixels. */
  thickness: number;
  /** Mean colour, 0..255 each. */
  colour: [number, number, number];
}

/** A thicker band is a background, not a frame. */
const THICKEST = 0.06;
/** Share of a line's middle that is looked at: frames with a margin outside them are found too. */
const MIDDLE = 0.8;
/** Tones within which pixels have one colour, and beyond which they have another. */
const SAME = 14;
const OTHER = 24;
/** Lighter lines are a white margin, as many pictures have. */
const PAGE = 240;

/** One line of pixels parallel to a side, `inward` pixels from it. */
interface Line {
  uniform: boolean;
  colour: [number, number, number];
  /** Share of its pixels whose colour is clearly not `from`. */
  differs(from: readonly number[]): number;
}

/**
 * The line frame around a picture: on each of the four sides lines of one colour, not white, the same on all sides, at most
 * 6 % of the side thick, and behind them clearly something else along the whole side.
 */
export function findFrame(picture: Raster): Frame | undefined {
  const sides = (['top', 'bottom', 'left', 'right'] as const).map((side) => band(picture, side));
  const [first] = sides;
  if (!first || !sides.every((side) => side && near(side.colour, first.colour, OTHER))) return undefined;
  return { thickness: Math.max(...sides.map((side) => side?.thickness ?? 0)), colour: first.colour };
}

/** The first band of coloured lines seen from a side. */
function band(picture: Raster, side: 'top' | 'bottom' | 'left' | 'right'): Frame | undefined {
  const limit = Math.floor(THICKEST * (side === 'top' || side === 'bottom' ? picture.height : picture.width));
  let start = 0;
  let line = lineAt(picture, side, 0);
  while (line.uniform && Math.min(...line.colour) >= PAGE && start < limit)
    line = lineAt(picture, side, ++start);
  // A margin's last line may be a mixture of both.
  if (!line.uniform && start > 0) line = lineAt(picture, side, ++start);
  if (!line.uniform) return undefined;
  const { colour } = line;
  let end = start;
  while (line.uniform && near(line.colour, colour, SAME) && end <= limit) line = lineAt(picture, side, ++end);
  if (end > limit) return undefined;
  // Two lines further: what is between may be a mixture.
  const behind = lineAt(picture, side, end + 2);
  return behind.differs(colour) >= MIDDLE ? { thickness: end - start, colour } : undefined;
}

function near(a: readonly number[], b: readonly number[], by: number): boolean {
  return a.every((value, c) => Math.abs(value - b[c]) <= by);
}

function lineAt(picture: Raster, side: 'top' | 'bottom' | 'left' | 'right', inward: number): Line {
  const { width, height, channels, samples } = picture;
  const across = side === 'top' || side === 'bottom';
  const length = across ? width : height;
  const depth = Math.min(inward, (across ? height : width) - 1);
  const at = side === 'top' || side === 'left' ? depth : (across ? height : width) - 1 - depth;
  const stride = (across ? 1 : width) * channels;
  const margin = Math.floor((length * (1 - MIDDLE)) / 2);
  const start = (across ? at * width : at) * channels + margin * stride;
  const count = length - 2 * margin;
  const share = (holds: (s: number) => boolean) => {
    let held = 0;
    for (let i = 0, s = start; i < count; i++, s += stride) if (holds(s)) held++;
    return held / count;
  };
  const colour = meanColour(samples, start, stride, count);
  const far = (s: number, from: readonly number[], by: number) =>
    Math.abs(samples[s] - from[0]) > by ||
    Math.abs(samples[s + 1] - from[1]) > by ||
    Math.abs(samples[s + 2] - from[2]) > by;
  return {
    uniform: share((s) => !far(s, colour, SAME)) >= 0.97,
    colour,
    differs: (from) => share((s) => far(s, from, OTHER)),
  };
}

function meanColour(
  samples: Uint8Array,
  start: number,
  stride: number,
  count: number,
): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (let i = 0, s = start; i < count; i++, s += stride)
    for (let c = 0; c < 3; c++) sums[c] += samples[s + c];
  return sums.map((sum) => sum / count) as [number, number, number];
}
