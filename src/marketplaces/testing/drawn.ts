import sharp, { type Sharp } from 'sharp';
import type { Raster } from '../../engine/raster.js';
import { randomNumbers } from '../../engine/testing/pictures.js';

type Rgb = readonly [number, number, number];

/** What is drawn. */
export interface Drawing {
  width: number;
  height: number;
  backdrop?: Rgb;
  /** The product's extent as a share of both sides of the frame. */
  fill?: number;
}

/** A picture whose pixels come from a function of column and row. */
export function drawn(width: number, height: number, pixel: (x: number, y: number) => Rgb): Raster {
  const samples = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) samples.set(pixel(x, y), at);
  return { width, height, channels: 3, samples };
}

/** A sharp, finely woven product of a rectangle's shape in the middle of a backdrop. */
export function product({ width, height, backdrop = [255, 255, 255], fill = 0.88 }: Drawing): Raster {
  const random = randomNumbers(3);
  const threads = Array.from({ length: 61 }, () => 60 + 110 * random());
  const [halfWidth, halfHeight] = [(width * fill) / 2, (height * fill) / 2];
  return drawn(width, height, (x, y) => {
    const inside = Math.abs(x + 0.5 - width / 2) <= halfWidth && Math.abs(y + 0.5 - height / 2) <= halfHeight;
    if (!inside) return backdrop;
    const thread = (threads[(x * 7 + y * 3) % 61] + threads[(y * 11) % 61]) / 2;
    return [thread, thread * 0.7, 200 - thread];
  });
}

/** Discs of every size that cover each other (dead leaves, Lee et al. 2001): edges and spectrum of a photograph. */
export function deadLeaves(side: number): Raster {
  const random = randomNumbers(9);
  const discs = Array.from({ length: 1500 }, () => ({
    x: side * random(),
    y: side * random(),
    radius: (0.012 * side) / Math.sqrt(0.002 + random()),
    colour: [255 * random(), 255 * random(), 255 * random()] as const,
  }));
  return drawn(
    side,
    side,
    (x, y) => discs.find((disc) => Math.hypot(x - disc.x, y - disc.y) < disc.radius)?.colour ?? [90, 90, 90],
  );
}

/** A picture ready to be encoded by sharp. */
export function encoder({ width, height, channels, samples }: Raster): Sharp {
  return sharp(samples, { raw: { width, height, channels } });
}

/** The product as a JPEG without loss that would count. */
export const productJpeg = (drawing: Drawing) =>
  encoder(product(drawing)).jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
