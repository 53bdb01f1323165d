import { planeAround } from './border-plane.js';

/** How a photograph's border can be continued unseen: as one colour, or as an even fall of light. */
export type PlainBorder = { kind: 'colour'; colour: `#${string}` } | { kind: 'light' };

/** Most of the border that may be something else. */
const UNLIKE = 0.05;

/** The most that the border may vary around a fall of light, and around one colour, 0..255. */
const UNEVEN = 4;
const UNEVEN_COLOUR = 2.5;

/**
 * How the border of a small copy goes on.
 *
 * @param samples `[h, w, 3]` of the copy
 * @returns `undefined` for a border that shows something, which can't be continued without being made up
 */
export function borderKind(samples: Uint8Array, w: number, h: number): PlainBorder | undefined {
  const { colours, spread, unlike } = planeAround(samples, w, h);
  if (unlike > UNLIKE || spread > UNEVEN) return undefined;
  const corners = [0, w - 1, (h - 1) * w, h * w - 1].map((pixel) =>
    colours.subarray(pixel * 3, pixel * 3 + 3),
  );
  const falls = [0, 1, 2].map((c) => {
    const values = corners.map((corner) => corner[c]);
    return Math.max(...values) - Math.min(...values);
  });
  if (spread > UNEVEN_COLOUR || Math.max(...falls) > UNEVEN_COLOUR) return { kind: 'light' };
  const hex = [0, 1, 2].map((c) => {
    const mean = corners.reduce((sum, corner) => sum + corner[c], 0) / corners.length;
    return Math.min(255, Math.max(0, Math.round(mean)))
      .toString(16)
      .padStart(2, '0');
  });
  return { kind: 'colour', colour: `#${hex.join('')}` };
}
