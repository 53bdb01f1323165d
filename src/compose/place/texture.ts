import { colourSpace } from '../../engine/colour/space.js';
import type { Pixels } from '../../engine/master.js';
import type { Box, Matte, Size } from '../../engine/raster.js';
import { colourMatrix } from './colour-matrix.js';

/**
 * A design ready for sampling: linear light of the photograph's RGB space, premultiplied by alpha, `[H, W, 4]`, 65535 = 1, at its own size
 * and at halves, quarters, … of it.
 */
export interface Texture {
  /** The finest first. */
  levels: (Size & { texels: Uint16Array<SharedArrayBuffer> })[];
  /** How often the finest level is halved from the design: it is not needed as fine as it came. */
  halvings: number;
  /** The design's part, in its own pixels. */
  box: Box;
}

/** Levels stop when they are this small. */
const SMALLEST = 4;

/** Texels that a texture's finest level may have: 384 MB. */
export const MOST_TEXELS = 48_000_000;

const half = (length: number) => (length + 1) >> 1;

/** Sizes of a texture's levels. */
export function levelSizes({ width, height }: Size, halvings: number): Size[] {
  const across = 2 ** halvings;
  let size = { width: Math.ceil(width / across), height: Math.ceil(height / across) };
  const sizes = [size];
  while (Math.max(size.width, size.height) > SMALLEST) {
    size = { width: half(size.width), height: half(size.height) };
    sizes.push(size);
  }
  return sizes;
}

/** Halvings after which a design is as fine as its place needs, and fits into memory. */
export function halvingsFor({ width, height }: Size, needed: number): number {
  let halvings = Math.max(0, needed);
  while ((width * height) / 4 ** halvings > MOST_TEXELS) halvings++;
  return halvings;
}

/** A design's pixels with what they mean. */
export interface DesignPixels {
  pixels: Pixels;
  /** Of its subject, as large as the design; for designs without alpha of their own. */
  matte?: Matte | undefined;
}

/**
 * Fill rows of a texture's finest level: converted by the profiles, premultiplied, averaged over blocks.
 *
 * @param photoIcc profile of the photograph; colours outside of its gamut are clipped
 */
export function fillRows(
  { pixels, matte }: DesignPixels,
  { box, halvings, levels: [level] }: Texture,
  photoIcc: Uint8Array | undefined,
  from: number,
  to: number,
): void {
  const { samples, channels, depth } = pixels;
  const { linear } = colourSpace(pixels.icc);
  const m = colourMatrix(pixels.icc, photoIcc);
  const unit = depth === 8 ? 257 : 1;
  const block = 2 ** halvings;
  const share = 1 / (block * block);
  for (let y = from; y < to; y++)
    for (let x = 0; x < level.width; x++) {
      let [red, green, blue, alpha] = [0, 0, 0, 0];
      const [bottom, right] = [Math.min((y + 1) * block, box.height), Math.min((x + 1) * block, box.width)];
      for (let v = y * block; v < bottom; v++)
        for (let u = x * block; u < right; u++) {
          const pixel = (box.top + v) * pixels.width + box.left + u;
          const at = pixel * channels;
          let a = channels === 4 ? (samples[at + 3] * unit) / 65535 : 1;
          if (matte && channels === 3) a = matte.alpha[pixel] / 255;
          if (a === 0) continue;
          alpha += a;
          red += a * linear[0][samples[at] * unit];
          green += a * linear[1][samples[at + 1] * unit];
          blue += a * linear[2][samples[at + 2] * unit];
        }
      const to = (y * level.width + x) * 4;
      const scale = 65535 * share;
      const most = alpha * scale;
      for (let c = 0; c < 3; c++) {
        const value = m ? m[3 * c] * red + m[3 * c + 1] * green + m[3 * c + 2] * blue : [red, green, blue][c];
        level.texels[to + c] = Math.min(Math.max(value * scale, 0), most) + 0.5;
      }
      level.texels[to + 3] = most + 0.5;
    }
}

/** Fill the coarser levels: each texel is the mean of four; what lies outside is transparent. */
export function fillLevels({ levels }: Texture): void {
  for (let l = 1; l < levels.length; l++) {
    const [fine, coarse] = [levels[l - 1], levels[l]];
    const row = fine.width * 4;
    for (let y = 0; y < coarse.height; y++)
      for (let x = 0; x < coarse.width; x++) {
        const at = 2 * y * row + 8 * x;
        const right = 2 * x + 1 < fine.width;
        const below = 2 * y + 1 < fine.height;
        const to = (y * coarse.width + x) * 4;
        for (let c = 0; c < 4; c++) {
          let sum = fine.texels[at + c];
          if (right) sum += fine.texels[at + 4 + c];
          if (below) sum += fine.texels[at + row + c];
          if (right && below) sum += fine.texels[at + row + 4 + c];
          coarse.texels[to + c] = (sum + 2) >> 2;
        }
      }
  }
}
