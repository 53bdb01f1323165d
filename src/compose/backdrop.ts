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

/** Median colour of a part of samples `[H, W, 3]`: a few odd pixels don't tint it. */
function medianColour(samples: Uint8Array, stride: number, { left, top, width, height }: Box): number[] {
  return [0, 1, 2].map((channel) => {
    const counts = new Uint32Array(256);
    for (let y = top; y < top + height; y++)
      for (let x = left; x < left + width; x++) counts[samples[(y * stride + x) * 3 + channel]]++;
    let seen = 0;
    const half = (width * height) / 2;
    return counts.findIndex((count) => {
      seen += count;
      return seen >= half;
    });
  });
}

/** Fill each pad with the median colour of the picture's edge beside it. */
export function fillEdges(canvas: Canvas, picture: Uint8Array, { place, pads }: Layout): void {
  const { width, height } = place;
  const depth = Math.max(1, Math.round(Math.min(width, height) / 100));
  const edges: [pad: Box, beside: Box][] = [
    [
      { left: 0, top: 0, width: canvas.width, height: pads.top },
      { left: 0, top: 0, width, height: Math.min(depth, height) },
    ],
    [
      { left: 0, top: canvas.height - pads.bottom, width: canvas.width, height: pads.bottom },
      { left: 0, top: Math.max(0, height - depth), width, height: Math.min(depth, height) },
    ],
    [
      { left: 0, top: place.top, width: pads.left, height },
      { left: 0, top: 0, width: Math.min(depth, width), height },
    ],
    [
      { left: canvas.width - pads.right, top: place.top, width: pads.right, height },
      { left: Math.max(0, width - depth), top: 0, width: Math.min(depth, width), height },
    ],
  ];
  for (const [pad, beside] of edges)
    if (pad.width > 0 && pad.height > 0) fillBox(canvas, medianColour(picture, width, beside), pad);
}

/** Longest side of the picture that a blurred backdrop is made of. */
const BACKDROP = 96;

/**
 * Fill the canvas with a blurred copy of the picture that covers it.
 *
 * @returns how much larger the copy is than the picture: it is a background, so it may be
 */
export async function fillBlurred(canvas: Canvas, picture: Uint8Array, size: Size): Promise<number> {
  const { width, height } = canvas;
  const scale = BACKDROP / Math.max(width, height);
  const small = await sharp(picture, { raw: { ...size, channels: 3 }, limitInputPixels: false })
    .resize(Math.max(2, Math.round(width * scale)), Math.max(2, Math.round(height * scale)), { fit: 'cover' })
    .blur(BACKDROP / 24)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const large = await sharp(small.data, {
    raw: { width: small.info.width, height: small.info.height, channels: 3 },
  })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  blit(canvas, large, { left: 0, top: 0, width, height });
  return Math.max(width / size.width, height / size.height);
}
