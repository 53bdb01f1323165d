import type { Box, Size } from '../engine/raster.js';
import { type Frame, isExact } from './frame.js';

/** Width of the tightest window of a shape around a box. */
export const around = ({ width, height }: Size, ratio: number): number => Math.max(width, height * ratio);

/** Width of the largest window of a shape inside a picture. */
export const inside = ({ width, height }: Size, ratio: number): number => Math.min(width, height * ratio);

/** How far two shapes are apart, alike for wider and taller. */
const apart = (a: number, b: number) => Math.abs(Math.log(a / b));

/** Whether a crop of this shape can hold the subject. */
const holds = (master: Size, subject: Box | undefined, ratio: number) =>
  !subject || around(subject, ratio) <= inside(master, ratio);

/**
 * The canvas's shape (width / height): of those allowed, the one nearest to the master's own; of a list, one whose
 * crop can hold the subject comes before one that would need pads.
 */
export function shapeOf(master: Size, subject: Box | undefined, { canvas }: Frame): number {
  if (isExact(canvas)) return canvas.width / canvas.height;
  const own = master.width / master.height;
  const { ratio } = canvas;
  if (ratio === undefined) return own;
  if ('from' in ratio) return Math.min(Math.max(own, ratio.from), ratio.to);
  return [...ratio].sort(
    (a, b) =>
      Number(holds(master, subject, b)) - Number(holds(master, subject, a)) || apart(a, own) - apart(b, own),
  )[0];
}
