import { luma } from '../psnr.js';
import type { RgbPicture } from '../reduce-bicubic.js';

/** Side of a crop on the contact sheet. */
const SIDE = 176;

/** A row of the contact sheet: the same place in every result. */
export interface Strip {
  title: string;
  cells: { label: string; picture: RgbPicture }[];
}

/** Each pixel as a square, to show an input as it is. */
export function enlargeNearest({ width, height, data }: RgbPicture, scale: number): RgbPicture {
  const out = new Uint8Array(width * height * scale * scale * 3);
  for (let y = 0, at = 0; y < height * scale; y++)
    for (let x = 0; x < width * scale; x++) {
      const s = (Math.floor(y / scale) * width + Math.floor(x / scale)) * 3;
      for (let c = 0; c < 3; c++) out[at++] = data[s + c];
    }
  return { width: width * scale, height: height * scale, data: out };
}

/** The square of a picture with the most detail (sum of absolute differences of luma), on multiples of `scale`. */
export function busiestWindow(
  picture: RgbPicture,
  scale: number,
): { left: number; top: number; side: number } {
  const { width, height, data } = picture;
  const least = Math.min(SIDE, width, height);
  const side = least - (least % scale);
  const step = Math.max(scale, Math.floor(side / 2 / scale) * scale);
  let best = { left: 0, top: 0, side };
  let most = -1;
  for (let top = 0; top + side <= height; top += step)
    for (let left = 0; left + side <= width; left += step) {
      let detail = 0;
      for (let y = top; y < top + side - 1; y += 2)
        for (let x = left; x < left + side - 1; x += 2) {
          const i = (y * width + x) * 3;
          const here = luma(data, i);
          detail += Math.abs(luma(data, i + 3) - here) + Math.abs(luma(data, i + width * 3) - here);
        }
      if (detail > most) [most, best] = [detail, { left, top, side }];
    }
  return best;
}
