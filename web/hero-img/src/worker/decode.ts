import { bleedColours } from '../../../../src/engine/decode/bleed.js';
import type { PixelSource } from '../../../../src/engine/network/planes.js';
import type { FileFacts } from './file-facts.js';
import { straightSamples } from './straight.js';

/** A decoded picture, and the space that its samples lie in. */
export interface Decoded {
  source: PixelSource;
  colorSpace: PredefinedColorSpace;
}

/** A picture before its samples are read. */
export interface Opened {
  width: number;
  height: number;
  read(): Decoded;
  close(): void;
}

/**
 * Decode a file off the main thread, upright. As on the server the samples stay in the file's own space; one with another profile than
 * sRGB's comes in Display-P3, which holds what wide screens show.
 */
export async function opened(blob: Blob, facts: FileFacts): Promise<Opened> {
  const bitmap = await createImageBitmap(blob, {
    colorSpaceConversion: facts.wide ? 'default' : 'none',
    premultiplyAlpha: 'none',
  });
  const { width, height } = bitmap;
  return {
    width,
    height,
    read: () => readSamples(bitmap, facts),
    close: () => bitmap.close(),
  };
}

function readSamples(bitmap: ImageBitmap, { grey, wide }: FileFacts): Decoded {
  const { width, height } = bitmap;
  const colorSpace = wide ? 'display-p3' : 'srgb';
  const context = new OffscreenCanvas(width, height).getContext('2d', {
    colorSpace,
    willReadFrequently: true,
  });
  if (!context) throw new Error('this browser has no canvas in workers');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height, { colorSpace });
  const picture = { width, height, depth: 8, grey } as const;
  if (isOpaque(data)) return { colorSpace, source: { ...picture, channels: 3, samples: withoutAlpha(data) } };
  // A canvas multiplies colours by alpha, and can't give them back.
  const samples = (wide ? undefined : straightSamples(bitmap)) ?? new Uint8Array(data.buffer);
  bleedColours(samples, width, height);
  return { colorSpace, source: { ...picture, channels: 4, samples } };
}

function isOpaque(data: Uint8ClampedArray): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false;
  return true;
}

function withoutAlpha(data: Uint8ClampedArray): Uint8Array {
  const out = new Uint8Array((data.length / 4) * 3);
  for (let s = 0, d = 0; s < data.length; s += 4, d += 3) {
    out[d] = data[s];
    out[d + 1] = data[s + 1];
    out[d + 2] = data[s + 2];
  }
  return out;
}
