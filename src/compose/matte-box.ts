import type { Box, Matte } from '../engine/raster.js';

/** Coverage below which a pixel is not counted as subject: a tenth. */
const SUBJECT = 26;

/** The smallest box that holds every pixel that is at least a tenth subject; `undefined` for an empty matte. */
export function boxOfMatte({ width, height, alpha }: Matte): Box | undefined {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let first = 0;
    while (first < width && alpha[row + first] < SUBJECT) first++;
    if (first === width) continue;
    let last = width - 1;
    while (alpha[row + last] < SUBJECT) last--;
    left = Math.min(left, first);
    right = Math.max(right, last);
    top = Math.min(top, y);
    bottom = y;
  }
  return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}
