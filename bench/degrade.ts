import sharp from 'sharp';
import type { Condition } from '#heroshot/engine/picture.js';
import { gaussianBlur } from './quality/gaussian.js';
import { type RgbPicture, type reduceBicubic, resizeBicubic } from './reduce-bicubic.js';

/** A known damage. Saved as JPEG where `quality` is given and `hidden` is not, else as PNG. */
export interface Damage {
  name: string;
  /** Standard deviation of a Gaussian in reduced pixels. */
  blur?: number;
  /** Standard deviation on the 0..255 scale. */
  noise?: number;
  /** IJG quality, 4:2:0. */
  quality?: number;
  /** The JPEG was saved again as PNG: its tables are gone. */
  hidden?: boolean;
  /** A larger picture was saved as JPEG, then made smaller by another program and saved as PNG. */
  resized?: {
    /** Side of the larger picture in reduced pixels. */
    factor: number;
    /** IJG quality of the larger picture, 4:2:0. */
    quality: number;
    /** What the network is told: nominal, for the JPEG's blocks are no longer 8 pixels wide. */
    compression: number;
  };
}

/** The damages of the benches. */
export const KINDS: Damage[] = [
  { name: 'clean' },
  { name: 'q90', quality: 90 },
  { name: 'q75', quality: 75 },
  { name: 'q50', quality: 50 },
  { name: 'q30', quality: 30 },
  { name: 'q90 as PNG', quality: 90, hidden: true },
  { name: 'q75 as PNG', quality: 75, hidden: true },
  { name: 'q50 as PNG', quality: 50, hidden: true },
  { name: 'q30 as PNG', quality: 30, hidden: true },
  { name: 'noise 3', noise: 3 },
  { name: 'noise 10', noise: 10 },
  { name: 'noise 10 + q75', noise: 10, quality: 75 },
  { name: 'blur 0.4', blur: 0.4 },
  { name: 'blur 0.8', blur: 0.8 },
  { name: 'blur 1.2', blur: 1.2 },
  { name: 'blur 0.8 + q75', blur: 0.8, quality: 75 },
];

/** A picture that a shop system made smaller: what is left of its first compression is nominally 0.2. */
const RESIZED: Damage = { name: 'resized JPEG', resized: { factor: 1.5, quality: 60, compression: 0.2 } };

/** The damages of `bench:quality`, in the order of its tables. */
export const QUALITY_KINDS: Damage[] = [
  ...['clean', 'q75', 'q50', 'q30', 'noise 10', 'blur 0.8', 'blur 0.8 + q75'].map(damageNamed),
  RESIZED,
];

function damageNamed(name: string): Damage {
  const found = KINDS.find((kind) => kind.name === name);
  if (!found) throw new Error(`no damage is called ${name}`);
  return found;
}

/** What the network would be told by someone who knows the damage. */
export function trueCondition({ quality, resized, noise = 0, blur = 0 }: Damage): Condition {
  const compression = resized?.compression ?? (quality ? (100 - quality) / 100 : 0);
  return { compression, noise: noise / 25, blur: blur / 2 };
}

/** Reproducible normal deviates (Box–Muller on a 32-bit generator). */
function deviates(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Reduce a sharp picture and damage it by known amounts. Returns the file. */
export async function degrade(
  truth: RgbPicture,
  factor: number,
  { blur, noise, quality, hidden, resized }: Damage,
  reduce: typeof reduceBicubic,
): Promise<Buffer> {
  const small = reduce(blur ? gaussianBlur(truth, blur * factor) : truth, factor);
  if (resized) return resizedJpeg(truth, factor, small, resized);
  if (noise) {
    const next = deviates(small.width * 31 + small.height);
    const noisy = Uint8ClampedArray.from(small.data, (value) => value + noise * next());
    small.data = new Uint8Array(noisy.buffer);
  }
  if (!quality) return image(small).png().toBuffer();
  const jpeg = await image(small).jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer();
  return hidden ? sharp(jpeg).png().toBuffer() : jpeg;
}

const image = ({ width, height, data }: RgbPicture) => sharp(data, { raw: { width, height, channels: 3 } });

/** Reduce to `resized.factor` times the small size, save as JPEG, reduce to the small size, save as PNG. */
async function resizedJpeg(
  truth: RgbPicture,
  factor: number,
  { width, height }: RgbPicture,
  resized: NonNullable<Damage['resized']>,
): Promise<Buffer> {
  const wide = Math.round(width * resized.factor);
  const high = Math.round(height * resized.factor);
  const larger = resizeBicubic(truth, wide, high, width * factor, height * factor);
  const jpeg = await image(larger).jpeg({ quality: resized.quality, chromaSubsampling: '4:2:0' }).toBuffer();
  const data = await sharp(jpeg).raw().toBuffer();
  return image(resizeBicubic({ ...larger, data }, width, height))
    .png()
    .toBuffer();
}
