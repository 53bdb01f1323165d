import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode.js';
import { readSource } from '../decode/source.js';
import { DEFAULT_LIMITS } from '../limits.js';
import { ESTIMATOR, readWeights } from '../network/registry.js';
import { allocateSamples, type Condition } from '../picture.js';
import { conditionFrom, measureDamage, withDials } from './estimate.js';
import { loadEstimator } from './estimator.js';

const [WIDTH, HEIGHT] = [240, 200];

/** Reproducible normal deviates. */
function deviates(): () => number {
  let seed = 7;
  const uniform = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return (seed + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

interface Damage {
  noise?: number;
  blur?: number;
  /** Saved as JPEG of this quality, then as PNG. */
  hidden?: number;
}

/** Shaded discs with sharp, antialiased edges on a soft gradient: drawn four times larger, then reduced. */
async function product({ noise = 0, blur = 0, hidden }: Damage = {}): Promise<Buffer> {
  const big = Buffer.alloc(WIDTH * HEIGHT * 16 * 3);
  for (let i = 0; i < big.length; i++) {
    const [x, y] = [(Math.floor(i / 3) % (WIDTH * 4)) / 4, Math.floor(i / 3 / (WIDTH * 4)) / 4];
    let value = 150 + x / 8 + y / 10;
    for (const [cx, cy, r] of [
      [60, 60, 34],
      [160, 70, 42],
      [110, 140, 38],
      [200, 160, 25],
    ])
      if (Math.hypot(x - cx, y - cy) < r) value = 50 + ((x - cx + r) / r) * 25 + (i % 3) * 8;
    big[i] = value;
  }
  let image = sharp(big, { raw: { width: WIDTH * 4, height: HEIGHT * 4, channels: 3 } });
  if (blur)
    image = sharp(
      await image
        .blur(blur * 4)
        .png()
        .toBuffer(),
    );
  const small = await sharp(await image.png().toBuffer())
    .resize(WIDTH, HEIGHT, { kernel: 'cubic' })
    .raw()
    .toBuffer();
  const next = deviates();
  const noisy = Uint8ClampedArray.from(small, (value) => value + noise * next());
  const result = sharp(Buffer.from(noisy.buffer), { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
  if (!hidden) return result.png().toBuffer();
  return sharp(await result.jpeg({ quality: hidden }).toBuffer())
    .png()
    .toBuffer();
}

const estimator = await loadEstimator(await readWeights(ESTIMATOR));

async function measured(file: Buffer): Promise<Condition> {
  const source = await readSource(file, DEFAULT_LIMITS);
  const out = allocateSamples(source.width * source.height * 4, source.depth);
  const picture = await decode(file, source, out);
  return conditionFrom(await measureDamage(picture, source.metadata.jpegQuality, estimator));
}

describe('condition', () => {
  it('of a clean, sharp picture is nothing at all', async () => {
    expect(await measured(await product())).toMatchObject({ compression: 0, noise: 0, blur: 0 });
  });

  it('takes compression from the tables of a JPEG', async () => {
    for (const quality of [75, 50, 35]) {
      const file = await sharp(await product())
        .jpeg({ quality })
        .toBuffer();
      expect((await measured(file)).compression).toBeCloseTo((100 - quality) / 100, 1);
    }
  });

  it('sees the grid of a JPEG that was saved again as PNG', async () => {
    const { compression } = await measured(await product({ hidden: 40, noise: 2 }));
    expect(compression).toBeGreaterThan(0.3);
  });

  it('trusts a grid far stronger than the tables: saved badly once, then well', async () => {
    const file = await sharp(await product({ hidden: 30, noise: 2 }))
      .jpeg({ quality: 97 })
      .toBuffer();
    expect((await measured(file)).compression).toBeGreaterThan(0.3);
  });

  it.each([4, 8, 15])('finds white noise of known strength: %d of 255', async (sigma) => {
    const { noise } = await measured(await product({ noise: sigma }));
    expect(noise * 25).toBeGreaterThan(sigma * 0.6);
    expect(noise * 25).toBeLessThan(sigma * 1.4);
  });

  it('leaves faint noise alone', async () => {
    expect((await measured(await product({ noise: 0.8 }))).noise).toBe(0);
  });

  it('does not take a weave for noise', async () => {
    const data = Buffer.alloc(WIDTH * HEIGHT * 3);
    const next = deviates();
    for (let i = 0; i < data.length; i++) {
      const [x, y] = [Math.floor(i / 3) % WIDTH, Math.floor(i / 3 / WIDTH)];
      const fold = 1 + Math.sin(x / 40) * 0.9;
      data[i] = 110 + fold * 14 * Math.sin(((x + y) * 2 * Math.PI) / 3.3) + 0.5 * next();
    }
    const file = await sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
      .png()
      .toBuffer();
    expect((await measured(file)).noise).toBe(0);
  });

  it('tells softness, more for more', async () => {
    const [some, more] = [
      await measured(await product({ blur: 0.6 })),
      await measured(await product({ blur: 1.3 })),
    ];
    expect(some.blur).toBeGreaterThan(0.15);
    expect(more.blur).toBeGreaterThan(some.blur + 0.1);
    expect(more.blur).toBeLessThanOrEqual(0.8);
  });

  it('stays within what the network was trained on', () => {
    const seen = { compression: 1, noise: 1, blur: 1 };
    expect(conditionFrom({ jpegQuality: 1, seen })).toEqual({ compression: 0.7, noise: 0.72, blur: 0.8 });
    expect(conditionFrom({ seen: { ...seen, blur: 0.5 } }).blur).toBe(0.485);
  });

  it('goes by the tables of a JPEG, unless much more is seen', () => {
    const by = (jpegQuality: number | undefined, compression: number) =>
      conditionFrom({ ...(jpegQuality ? { jpegQuality } : {}), seen: { compression, noise: 0, blur: 0 } })
        .compression;
    expect(by(75, 0.1)).toBe(0.25);
    expect(by(75, 0.34)).toBe(0.25);
    expect(by(75, 0.36)).toBe(0.36);
    expect(by(97, 0.4)).toBe(0.4);
    expect(by(100, 0.05)).toBe(0);
    expect(by(undefined, 0.05)).toBe(0.05);
  });

  it('tells nothing of what is less than the estimate can know', () => {
    const seen = { compression: 0.03, noise: 0.03, blur: 0.1 };
    expect(conditionFrom({ seen })).toEqual({ compression: 0, noise: 0, blur: 0 });
    expect(conditionFrom({ jpegQuality: 98, seen }).compression).toBe(0.02);
  });

  it('of a picture too small or too flat to measure is nothing', async () => {
    const tiny = await sharp({ create: { width: 3, height: 2, channels: 3, background: '#777' } })
      .png()
      .toBuffer();
    expect(await measured(tiny)).toMatchObject({ compression: 0, noise: 0, blur: 0 });
  });
});

describe('strength dials', () => {
  const condition: Condition = { compression: 0.3, noise: 0.1, blur: 0.2 };

  it('change nothing on auto', () => {
    expect(withDials(condition, 'auto', 'auto')).toEqual(condition);
  });

  it('run from nothing to the strongest that the network knows', () => {
    expect(withDials(condition, 0, 0)).toEqual({ compression: 0, noise: 0, blur: 0 });
    expect(withDials(condition, 1, 1)).toEqual({ compression: 0.7, noise: 0.4, blur: 0.8 });
  });

  it('are independent', () => {
    expect(withDials(condition, 0.5, 'auto')).toEqual({ compression: 0.35, noise: 0.2, blur: 0.2 });
  });
});
