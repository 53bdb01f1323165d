import sharp from 'sharp';
import type { Box, Size } from '../engine/raster.js';
import { blit, type Canvas, fillBox } from './canvas.js';
import type { Layout } from './layout.js';

/** The colour of a solid background. */
export function rgbOf(background: string): [number, number, number] {
  if (background === 'white') return [255, 255, 255];
  if (background === 'transparent') return [0, 0, 0];
  const value = Number.parseInt(background.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Median colour of a part of a picture, which a few odd pixels don't tint. */
function colourOf(samples: Uint8Array, stride: number, { left, top, width, height }: Box): number[] {
  return [0, 1, 2].map((channel) => {
    const counts = new Uint32Array(256);
    for (let y = top; y < top + height; y++)
      for (let x = left; x < left + width; x++) counts[samples[(y * stride + x) * 3 + channel]]++;
    let rest = (width * height) / 2;
    return counts.findIndex((count) => {
      rest -= count;
      return rest <= 0;
    });
  });
}

/** The pads that a layout has, each with the strip of the picture beside it. */
function padsOf({ width: across, height: down }: Size, { place, pads }: Layout): [pad: Box, beside: Box][] {
  const { width, height } = place;
  const depth = Math.min(width, height, Math.max(1, Math.round(Math.min(width, height) / 100)));
  const all: [Box, Box][] = [
    [
      { left: 0, top: 0, width: across, height: pads.top },
      { left: 0, top: 0, width, height: depth },
    ],
    [
      { left: 0, top: down - pads.bottom, width: across, height: pads.bottom },
      { left: 0, top: height - depth, width, height: depth },
    ],
    [
      { left: 0, top: place.top, width: pads.left, height },
      { left: 0, top: 0, width: depth, height },
    ],
    [
      { left: across - pads.right, top: place.top, width: pads.right, height },
      { left: width - depth, top: 0, width: depth, height },
    ],
  ];
  return all.filter(([pad]) => pad.width > 0 && pad.height > 0);
}

/** Fill each pad with the median colour of the picture's edge beside it. */
export function fillEdges(canvas: Canvas, picture: Uint8Array, layout: Layout): void {
  for (const [pad, beside] of padsOf(canvas, layout))
    fillBox(canvas, colourOf(picture, layout.place.width, beside), pad);
}

/** How far a pixel of a plain backdrop is from its median, 0..255, at most; and how much of a strip is that near. */
const PLAIN = { distance: 16, share: 0.6 } as const;

function isPlain(samples: Uint8Array, stride: number, strip: Box): boolean {
  const median = colourOf(samples, stride, strip);
  let near = 0;
  for (let y = strip.top; y < strip.top + strip.height; y++)
    for (let x = strip.left; x < strip.left + strip.width; x++)
      if (median.every((tone, c) => Math.abs(samples[(y * stride + x) * 3 + c] - tone) <= PLAIN.distance))
        near++;
  return near >= PLAIN.share * strip.width * strip.height;
}

/** Whether the picture ends in a plain colour wherever it is padded: a blurred copy would smear the product over it. */
export function endsPlain(picture: Uint8Array, layout: Layout): boolean {
  return padsOf(layout.canvas, layout).every(([, beside]) => isPlain(picture, layout.place.width, beside));
}

/** Longest side of the picture that a blurred backdrop is made of. */
const BACKDROP = 96;

/**
 * Fill the pads with a blurred copy of the picture that covers the canvas.
 *
 * @returns how much larger the copy is than the picture: it is a background, so it may be
 */
export async function fillBlurred(canvas: Canvas, picture: Uint8Array, layout: Layout): Promise<number> {
  const { width, height } = canvas;
  const size = { width: layout.place.width, height: layout.place.height };
  const scale = BACKDROP / Math.max(width, height);
  const small = await sharp(picture, { raw: { ...size, channels: 3 }, limitInputPixels: false })
    .resize(Math.max(2, Math.round(width * scale)), Math.max(2, Math.round(height * scale)), { fit: 'cover' })
    .blur(BACKDROP / 24)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: small.info.width, height: small.info.height, channels: 3 as const };
  // Only the pads are ever computed: the picture covers the rest.
  for (const [pad] of padsOf(canvas, layout)) {
    const large = await sharp(small.data, { raw })
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .extract(pad)
      .raw()
      .toBuffer();
    blit(canvas, large, pad);
  }
  return Math.max(width / size.width, height / size.height);
}
