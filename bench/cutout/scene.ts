import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { plainBorder } from '#heroshot/compose/plain-border.js';
import { findSubject } from '#heroshot/cutout/cutout.js';
import type { Matte, Raster } from '#heroshot/engine/raster.js';

/** A cut-out product with a known outline, ready to be laid on backgrounds. */
export interface Product {
  name: string;
  /** `[H, W, 4]`, straight alpha, with a margin around the product. */
  raster: Raster;
  truth: Matte;
}

/** Longest side of the pictures that are cut out again, and the margin around the product. */
const SIDE = 1600;
const MARGIN = 0.08;

/** Products of the PNG files with transparency in a folder. */
export async function products(folder: string): Promise<Product[]> {
  const found: Product[] = [];
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.png')).sort()) {
    const file = join(folder, name);
    const { hasAlpha } = await sharp(file).metadata();
    if (!hasAlpha) continue;
    const trimmed = await sharp(file).trim({ threshold: 1, background: '#00000000' }).png().toBuffer();
    const inner = Math.round(SIDE * (1 - 2 * MARGIN));
    const edge = Math.round(SIDE * MARGIN);
    const image = sharp(trimmed).resize(inner, inner, { fit: 'inside', withoutEnlargement: true });
    const { data, info } = await image
      .extend({ top: edge, bottom: edge, left: edge, right: edge, background: '#00000000' })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    const alpha = new Uint8Array(width * height);
    for (let i = 0; i < alpha.length; i++) alpha[i] = data[4 * i + 3];
    // An alpha that hides next to nothing is no outline.
    if (alpha.filter((value) => value < 128).length < 0.1 * alpha.length) continue;
    found.push({
      name,
      raster: { width, height, channels: 4, samples: data },
      truth: { width, height, alpha },
    });
  }
  return found;
}

/** A background for a size: RGB samples. */
export interface Background {
  name: string;
  make(width: number, height: number): Promise<Uint8Array>;
}

const plain = (name: string, background: string): Background => ({
  name,
  make: (width, height) =>
    sharp({ create: { width, height, channels: 3, background } })
      .raw()
      .toBuffer(),
});

/** Photographs that are laid behind products, of a folder's. */
const SCENES = 3;

/**
 * White, grey, coloured, and blurred photographs of a folder: the first ones of its list, at equal steps, that show
 * something all over. One with a plain border shows a product of its own, and no one could say which is meant.
 */
export async function backgrounds(photographs?: string): Promise<Background[]> {
  const solid = [plain('white', '#ffffff'), plain('grey', '#b9bcc0'), plain('coloured', '#3f7fb5')];
  if (!photographs) return solid;
  const files = (await readdir(photographs)).filter((name) => /\.jpe?g$/.test(name)).sort();
  const step = Math.max(1, Math.floor(files.length / 40));
  const scenes: Background[] = [];
  for (let at = 0; at < files.length && scenes.length < SCENES; at += step) {
    const file = join(photographs, files[at]);
    const { data, info } = await sharp(file)
      .resize(256)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const small: Raster = { width: info.width, height: info.height, channels: 3, samples: data };
    if (
      !(await plainBorder(small)) &&
      (await findSubject(small).catch(() => ({ confidence: 0 }))).confidence < 0.75
    )
      scenes.push({ name: 'photograph', make: (width, height) => behind(file, width, height) });
  }
  return [...solid, ...scenes];
}

const behind = (file: string, width: number, height: number) =>
  sharp(file).resize(width, height, { fit: 'cover' }).blur(6).removeAlpha().raw().toBuffer();

/** A product laid on a background, noise and JPEG as a supplier's file has them. */
export async function compose({ raster }: Product, background: Background): Promise<Raster> {
  const { width, height, samples } = raster;
  const out = Buffer.from(await background.make(width, height));
  for (let i = 0; i < width * height; i++) {
    const a = samples[4 * i + 3] / 255;
    for (let c = 0; c < 3; c++)
      out[3 * i + c] = Math.round(samples[4 * i + c] * a + out[3 * i + c] * (1 - a));
  }
  const jpeg = await sharp(out, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
  return { width, height, channels: 3, samples: await sharp(jpeg).raw().toBuffer() };
}

/** A picture at a share of its size, as the source that its master was made from. */
export async function reduced(raster: Raster, share: number): Promise<Raster> {
  const { data, info } = await sharp(raster.samples, {
    raw: { width: raster.width, height: raster.height, channels: 3 },
  })
    .resize(Math.round(raster.width * share))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, samples: data };
}
