import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { busyWindows } from '../../engine/condition/windows.js';
import type { Raster } from '../../engine/raster.js';
import { noisePicture, productScene } from '../../engine/testing/pictures.js';
import { deadLeaves, encoder, product } from '../testing/drawn.js';
import { enlargedBy } from './enlarged.js';

const judged = ({ width, height, samples }: Pick<Raster, 'width' | 'height' | 'samples'>) =>
  enlargedBy(busyWindows({ width, height, channels: 3, depth: 8, samples } as never, 128, 8));

async function resized(picture: Raster, width: number): Promise<Raster> {
  const { data, info } = await encoder(picture).resize(width).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, samples: new Uint8Array(data) };
}

/** Reduced once, as a camera's picture is: antialiased edges, no detail beyond the pixels. */
const small = resized(deadLeaves(480), 160);

describe('an enlarged picture', () => {
  it.each([2, 4])('%i× by interpolation is told from one with detail', async (factor) => {
    expect(judged(await resized(await small, 160 * factor))).toBe(factor);
  });

  it('is told after a JPEG too', async () => {
    const large = await resized(await small, 320);
    const jpeg = await encoder(large).jpeg({ quality: 85 }).toBuffer();
    const { data } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
    expect(judged({ width: 320, height: 320, samples: data })).toBe(2);
  });

  it.each([
    ['a sharp product', product({ width: 160, height: 160 })],
    ['a photograph-like scene', { width: 320, height: 240, samples: new Uint8Array(productScene(320, 240)) }],
    ['noise', noisePicture(200, 200) as Raster],
    ['a picture too small to tell', product({ width: 40, height: 40 })],
  ])('is not %s', (_, picture) => expect(judged(picture)).toBe(1));

  it('is not one that was only reduced', async () => {
    expect(judged(await small)).toBe(1);
  });
});
