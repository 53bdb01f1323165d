import type { Picture } from '../picture.js';
import type { Tile } from './tiles.js';

/** The parts of a picture that pixel loops need; plain data that crosses threads without a copy. */
export interface PixelSource extends Pick<Picture, 'width' | 'height' | 'channels' | 'depth' | 'grey'> {
  samples: Uint8Array | Uint16Array;
}

/** A picture without what pixel loops have no use for. */
export function pixelsOf({
  metadata: _metadata,
  notes: _notes,
  format: _format,
  ...pixels
}: Picture): PixelSource {
  return pixels;
}

/**
 * The colours of a tile with its halo as the network takes them.
 *
 * @param out filled with `[3, outer.height, outer.width]`, 0..1
 */
export function colourPlanes(source: PixelSource, { outer }: Tile, out: Float32Array): void {
  const { samples, channels, width } = source;
  const unit = source.depth === 8 ? 1 / 255 : 1 / 65535;
  const size = outer.width * outer.height;
  for (let y = 0, at = 0; y < outer.height; y++) {
    let s = ((outer.top + y) * width + outer.left) * channels;
    for (let x = 0; x < outer.width; x++, at++, s += channels) {
      out[at] = samples[s] * unit;
      out[at + size] = samples[s + 1] * unit;
      out[at + 2 * size] = samples[s + 2] * unit;
    }
  }
}

/**
 * The alpha of a tile with its halo as a grey picture, so that the network sharpens the outline as it sharpens colours.
 *
 * @returns the one value (0..1) where alpha is the same everywhere and no network is needed; `out` is filled otherwise
 */
export function alphaPlanes(source: PixelSource, { outer }: Tile, out: Float32Array): number | undefined {
  const { samples, width } = source;
  const unit = source.depth === 8 ? 1 / 255 : 1 / 65535;
  const size = outer.width * outer.height;
  const first = samples[(outer.top * width + outer.left) * 4 + 3];
  let constant = true;
  for (let y = 0, at = 0; y < outer.height; y++) {
    let s = ((outer.top + y) * width + outer.left) * 4 + 3;
    for (let x = 0; x < outer.width; x++, at++, s += 4) {
      const alpha = samples[s];
      if (alpha !== first) constant = false;
      out[at] = alpha * unit;
    }
  }
  if (constant) return first * unit;
  out.copyWithin(size, 0, size);
  out.copyWithin(2 * size, 0, size);
  return undefined;
}
