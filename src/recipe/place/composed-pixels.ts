import { type Front, frontAt } from '../../compose/place/front.js';
import type { Size } from '../../engine/raster.js';
import type { PlacementReport } from './report.js';

/** Which pixels were composed; `undefined` where there are none. */
export function composedPixels(
  coverage: Uint8Array,
  photo: Size,
  front: Front | undefined,
): PlacementReport['composed'] | undefined {
  const { width, height } = photo;
  let [left, right, top, bottom, pixels] = [width, -1, height, -1, 0];
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if (coverage[i] === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
      pixels++;
    }
  if (pixels === 0) return undefined;
  const kept = frontAt(front, photo);
  let count = 0;
  if (front)
    for (let y = top; y <= bottom; y++)
      for (let x = left; x <= right; x++) if (kept(x, y) > 0.5 / 255) count++;
  return {
    box: { left, top, width: right - left + 1, height: bottom - top + 1 },
    pixels,
    share: Math.round((pixels / (width * height)) * 1e4) / 1e4,
    kept: count,
  };
}
