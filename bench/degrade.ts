import sharp from 'sharp';
import type { RgbPicture, reduceBicubic } from './reduce-bicubic.js';

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
}

/** The damages of the benches. */
export const KINDS: Damage[] = [
  { name: 'clean' },
  { name: 'q90', quality: 90 },
  { name: 'q75', quality: 75 },
  { name: 'q50', quality: 50 },
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
  { blur, noise, quality, hidden }: Damage,
  reduce: typeof reduceBicubic,
): Promise<Buffer> {
  const raw = ({ width, height }: RgbPicture) => ({ raw: { width, height, channels: 3 as const } });
  let picture = truth;
  if (blur) {
    const data = await sharp(truth.data, raw(truth))
      .blur({ sigma: blur * factor, precision: 'float' })
      .raw()
      .toBuffer();
    picture = { ...truth, data };
  }
  const small = reduce(picture, factor);
  if (noise) {
    const next = deviates(small.width * 31 + small.height);
    const noisy = Uint8ClampedArray.from(small.data, (value) => value + noise * next());
    small.data = new Uint8Array(noisy.buffer);
  }
  const image = sharp(small.data, raw(small));
  if (!quality) return image.png().toBuffer();
  const jpeg = await image.jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer();
  return hidden ? sharp(jpeg).png().toBuffer() : jpeg;
}
