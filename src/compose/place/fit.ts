import type { Box, Size } from '../../engine/raster.js';

/** How a design's shape meets its area: all of it shown, all of the area filled, or stretched from corner to corner. */
export const FITS = ['contain', 'cover', 'stretch'] as const;
export type Fit = (typeof FITS)[number];

/** Which part of a design lies where in its area. */
export interface Fitted {
  /** What is shown, in whole pixels of the design. */
  box: Box;
  /** Where it lies in the area, 0..1. */
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * Fit a design into an area.
 *
 * @param box the part of the design that is to be placed, e.g. the subject alone
 * @param aspect width by height of the area as it lies flat
 */
export function fitted(box: Box, aspect: number, fit: Fit): Fitted {
  const own = box.width / box.height;
  const whole = { box, left: 0, top: 0, right: 1, bottom: 1 };
  if (fit === 'stretch') return whole;
  if (fit === 'contain') {
    const [across, down] = [Math.min(1, own / aspect), Math.min(1, aspect / own)];
    return {
      box,
      left: (1 - across) / 2,
      right: (1 + across) / 2,
      top: (1 - down) / 2,
      bottom: (1 + down) / 2,
    };
  }
  return { ...whole, box: middleOf(box, aspect) };
}

/** The largest part of a shape in the middle of a box. */
function middleOf(box: Box, aspect: number): Box {
  const { width, height }: Size = {
    width: Math.max(1, Math.round(Math.min(box.width, box.height * aspect))),
    height: Math.max(1, Math.round(Math.min(box.height, box.width / aspect))),
  };
  const [left, top] = [(box.width - width) >> 1, (box.height - height) >> 1];
  return { left: box.left + left, top: box.top + top, width, height };
}
