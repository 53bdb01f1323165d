import type { PixelSource } from '../network/planes.js';

/** Square parts of a picture as planes `[count, 3, height, width]`, RGB 0..1. */
export interface Windows {
  count: number;
  height: number;
  width: number;
  planes: Float32Array;
}

/** Side of a window, and how many are looked at: 24 of them are 393,216 pixels, whatever the picture's size. */
export const WINDOW = 128;
export const WINDOWS = 24;
/** Narrower pictures than two blocks of a JPEG can't be judged. */
const LEAST_SIDE = 16;

/**
 * The busiest windows of a picture: damage shows where there is something to damage, and a sharp edge anywhere proves that
 * the picture is sharp. Alpha is laid on white. A flat picture has none, nor one of less than 16 pixels in a direction.
 *
 * @param side side of a window, less where the picture is smaller
 * @param most how many windows at most
 */
export function busyWindows(picture: PixelSource, side = WINDOW, most = WINDOWS): Windows {
  const width = Math.min(side, picture.width);
  const height = Math.min(side, picture.height);
  const large = Math.min(width, height) >= LEAST_SIDE;
  const places = (large ? starts(picture.height, height) : [])
    .flatMap((top) => starts(picture.width, width).map((left) => ({ top, left })))
    .map((place) => ({ ...place, activity: activity(picture, place.left, place.top, width, height) }))
    // What is quite flat says nothing.
    .filter((place) => place.activity > 0)
    .sort((a, b) => b.activity - a.activity)
    .slice(0, most);
  const size = width * height;
  const planes = new Float32Array(places.length * 3 * size);
  places.forEach(({ left, top }, i) => {
    readWindow(picture, left, top, width, height, planes.subarray(i * 3 * size, (i + 1) * 3 * size));
  });
  return { count: places.length, height, width, planes };
}

/**
 * Where windows begin so that they cover a line but for a quarter of a window, evenly spread, on multiples of 8: a JPEG's grid then
 * lies alike in all. Without that quarter's grace a picture of 400×400 would be looked at one and a half times.
 */
function starts(length: number, window: number): number[] {
  const count = Math.max(1, Math.ceil((length - window / 4) / window));
  if (count === 1) return [Math.floor((length - window) / 2 / 8) * 8];
  return Array.from({ length: count }, (_, i) => Math.floor(((length - window) * i) / (count - 1) / 8) * 8);
}

/** The mean step along a window's lines, on green of every fourth line. */
function activity(picture: PixelSource, left: number, top: number, width: number, height: number): number {
  const { samples, channels } = picture;
  let sum = 0;
  for (let y = 0; y < height; y += 4) {
    let i = ((top + y) * picture.width + left) * channels + 1;
    for (let x = 1; x < width; x++, i += channels) sum += Math.abs(samples[i + channels] - samples[i]);
  }
  return sum;
}

function readWindow(
  picture: PixelSource,
  left: number,
  top: number,
  width: number,
  height: number,
  out: Float32Array,
): void {
  const { samples, channels } = picture;
  const full = picture.depth === 8 ? 255 : 65535;
  const size = width * height;
  for (let y = 0, at = 0; y < height; y++) {
    let s = ((top + y) * picture.width + left) * channels;
    for (let x = 0; x < width; x++, at++, s += channels) {
      const alpha = channels === 4 ? samples[s + 3] / full : 1;
      for (let c = 0; c < 3; c++) out[at + c * size] = (samples[s + c] / full) * alpha + (1 - alpha);
    }
  }
}
