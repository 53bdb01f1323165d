import { type Front, frontAt } from '../../compose/place/front.js';
import { boxOf } from '../../cutout/subject.js';
import type { Size } from '../../engine/raster.js';
import type { PlacementReport } from './report.js';

/** Which pixels were composed; `undefined` where there are none. */
export function composedPixels(
  coverage: Uint8Array,
  photo: Size,
  front: Front | undefined,
): PlacementReport['composed'] | undefined {
  const found = boxOf(coverage, photo);
  if (!found) return undefined;
  const { box, pixels } = found;
  const kept = frontAt(front, photo);
  let count = 0;
  if (front)
    for (let y = box.top; y < box.top + box.height; y++)
      for (let x = box.left; x < box.left + box.width; x++) if (kept(x, y) > 0.5 / 255) count++;
  return {
    box,
    pixels,
    share: Math.round((pixels / (photo.width * photo.height)) * 1e4) / 1e4,
    kept: count,
  };
}
