import type { Pixels } from '../../engine/master.js';
import type { Box, Matte } from '../../engine/raster.js';

/** Alpha from which something shows, of 255. */
const VISIBLE = 6;

/** The box of what an alpha shows; `undefined` where all of it is transparent. */
export function visibleAlpha({ width, height, alpha }: Matte): Box | undefined {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      if (alpha[at] < VISIBLE) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** The box of what a picture's alpha shows; the whole where it has none. */
export function visibleBox({ width, height, channels, depth, samples }: Pixels): Box | undefined {
  if (channels === 3) return { left: 0, top: 0, width, height };
  const unit = depth === 8 ? 1 : 257;
  const alpha = Uint8Array.from({ length: width * height }, (_, i) => samples[4 * i + 3] / unit);
  return visibleAlpha({ width, height, alpha });
}

/** The first channel of interleaved samples. */
export function onePlane(data: Uint8Array, channels: number): Uint8Array {
  if (channels === 1) return new Uint8Array(data);
  return Uint8Array.from({ length: data.length / channels }, (_, i) => data[i * channels]);
}
