import type { Size } from '../../engine/raster.js';

/** Sweeps over the unknown pixels of each level: what a level below left is smooth already. */
const SWEEPS = 24;
/** Successive over-relaxation (Young 1954). */
const OVER = 1.6;

/** A picture with holes: `[H, W, 3]`, and 1 for each pixel that is known. */
export interface Holed extends Size {
  rgb: Float32Array;
  known: Uint8Array;
}

/**
 * Fill holes by diffusion: the Laplace equation with the known pixels around as its border, solved from coarse to fine. Each
 * level starts from the one below ("push-pull", Gortler et al. 1996, "The lumigraph", section 3.3) and is relaxed. In place.
 * With no pixel known nothing is changed.
 */
export function fillHoles(picture: Holed): void {
  const { width, height, rgb, known } = picture;
  if (!known.includes(0) || !known.includes(1)) return;
  const half = reducedKnown(picture, rgb, (i) => known[i] === 1, 2);
  fillHoles(half);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if (known[i]) continue;
      const from = 3 * (Math.min(half.height - 1, y >> 1) * half.width + Math.min(half.width - 1, x >> 1));
      for (let c = 0; c < 3; c++) rgb[3 * i + c] = half.rgb[from + c];
    }
  relax(picture);
}

/**
 * A picture reduced by a whole number without what lies in its holes: a pixel is known where one of those that it stands for
 * is, and is the mean of those.
 *
 * @param samples `[H, W, 3]`
 * @param isKnown of a pixel, by its index
 */
export function reducedKnown(
  { width, height }: Size,
  samples: ArrayLike<number>,
  isKnown: (pixel: number) => boolean,
  step: number,
): Holed {
  const [w, h] = [Math.ceil(width / step), Math.ceil(height / step)];
  const small: Holed = {
    width: w,
    height: h,
    rgb: new Float32Array(w * h * 3),
    known: new Uint8Array(w * h),
  };
  const counts = new Uint16Array(w * h);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if (!isKnown(i)) continue;
      const to = Math.floor(y / step) * w + Math.floor(x / step);
      counts[to]++;
      for (let c = 0; c < 3; c++) small.rgb[3 * to + c] += samples[3 * i + c];
    }
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    small.known[i] = 1;
    for (let c = 3 * i; c < 3 * i + 3; c++) small.rgb[c] /= counts[i];
  }
  return small;
}

function relax({ width, height, rgb, known }: Holed): void {
  const holes: number[] = [];
  for (let i = 0; i < known.length; i++) if (!known[i]) holes.push(i);
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (const i of holes) {
      const x = i % width;
      const left = x > 0 ? 3 * (i - 1) : 3 * i;
      const right = x < width - 1 ? 3 * (i + 1) : 3 * i;
      const up = i >= width ? 3 * (i - width) : 3 * i;
      const down = i < width * (height - 1) ? 3 * (i + width) : 3 * i;
      for (let c = 0, at = 3 * i; c < 3; c++, at++) {
        const mean = (rgb[left + c] + rgb[right + c] + rgb[up + c] + rgb[down + c]) / 4;
        rgb[at] += OVER * (mean - rgb[at]);
      }
    }
}
