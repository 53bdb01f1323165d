import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decoded } from '../src/engine/testing/decoded.js';
import { normalNumbers, productScene } from '../src/engine/testing/pictures.js';
import { createEngine, type Device, type EnhanceOptions, type Stage } from '../src/index.js';

const [WIDTH, HEIGHT] = [90, 70];
const engine = createEngine({ threads: 2 });
let folder: string;
let png: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-engine-'));
  png = await sharp(productScene(WIDTH, HEIGHT), { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .png()
    .toBuffer();
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

describe('input', () => {
  test('from a path, a Buffer and a part of a larger buffer gives the same bytes', async () => {
    const path = join(folder, 'bag.png');
    await writeFile(path, png);
    const larger = new Uint8Array(png.length + 20).fill(9);
    larger.set(png, 7);
    const results = await Promise.all(
      [path, png, larger.subarray(7, 7 + png.length)].map((input) => engine.enhance(input, { scale: 2 })),
    );
    for (const { bytes } of results) expect(Buffer.compare(bytes, results[0].bytes)).toBe(0);
  });

  test('is left as it was', async () => {
    const before = Buffer.from(png);
    await engine.enhance(png, { scale: 2 });
    expect(Buffer.compare(png, before)).toBe(0);
  });
});

describe('result', () => {
  test('is the same in every run', async () => {
    const [first, second] = [
      await engine.enhance(png, { scale: 4 }),
      await engine.enhance(png, { scale: 4 }),
    ];
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
    expect({ ...second.report, timings: {} }).toEqual({ ...first.report, timings: {} });
  });

  test('is the same whatever the number of threads, to a level', async () => {
    const single = createEngine({ threads: 1, precision: 'float32' });
    const many = createEngine({ threads: 4, precision: 'float32' });
    const [one, other] = await Promise.all([
      single.enhance(png, { scale: 2 }),
      many.enhance(png, { scale: 2 }),
    ]);
    await Promise.all([single.close(), many.close()]);
    expect(one.report.network?.tiles).toBe(1);
    expect(other.report.network?.tiles).toBeGreaterThan(1);
    const [a, b] = [await decoded(one.bytes), await decoded(other.bytes)];
    const farthest = a.samples.reduce((most, value, i) => Math.max(most, Math.abs(value - b.samples[i])), 0);
    expect(farthest * 255).toBeLessThanOrEqual(1.001);
  });

  test('says what it is', async () => {
    const { bytes, format, width, height, report } = await engine.enhance(png, { scale: 2 });
    expect([format, width, height]).toEqual(['png', WIDTH * 2, HEIGHT * 2]);
    expect(report).toMatchObject({
      version: 1,
      input: { format: 'png', bytes: png.length, width: WIDTH, height: HEIGHT, depth: 8, colour: 'sRGB' },
      output: { format: 'png', bytes: bytes.length, width, height, depth: 8 },
      scale: 2,
      network: { device: 'cpu' },
      condition: { restore: 'auto', sharpen: 'auto', compression: 0 },
      guard: { held: { chroma: expect.any(Number), luma: expect.any(Number) } },
      advice: [{ code: 'tiny' }],
      notes: [],
    });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    const { total, network, decode } = report.timings;
    expect(total).toBeGreaterThan(decode);
    expect(network).toBeGreaterThan(0);
  });

  test('of a picture that is already large is the picture itself', async () => {
    const large = await sharp({ create: { width: 2400, height: 4, channels: 3, background: '#2a6' } })
      .png()
      .toBuffer();
    const { bytes, report } = await engine.enhance(large);
    expect(report.scale).toBe(1);
    expect(report.network).toBeUndefined();
    expect(report.fidelity.consistencyPsnr).toBe(99);
    expect((await decoded(bytes)).samples).toEqual((await decoded(large)).samples);
  });

  test('of a white ground under noise is white', async () => {
    const size = 144;
    const normal = normalNumbers(4);
    const inside = (i: number) => Math.abs((i % size) - 72) < 40 && Math.abs(Math.floor(i / size) - 72) < 40;
    const samples = Buffer.from(
      Array.from({ length: size * size * 3 }, (_, i) => {
        const tone = inside(Math.floor(i / 3)) ? [150, 60, 40][i % 3] : 255;
        return Math.min(255, Math.max(0, Math.round(tone + 10 * normal())));
      }),
    );
    const noisy = await sharp(samples, { raw: { width: size, height: size, channels: 3 } })
      .png()
      .toBuffer();
    const { bytes, report } = await engine.enhance(noisy, { scale: 2, format: 'png' });
    expect(report.condition?.noise).toBeGreaterThan(0.2);
    const corner = sharp(bytes).extract({ left: 0, top: 0, width: 48, height: 48 });
    const { channels } = await sharp(await corner.png().toBuffer()).stats();
    for (const { mean } of channels) expect(mean).toBeGreaterThan(253.5);
  });

  test('has the format that is asked for', async () => {
    for (const format of ['jpeg', 'png', 'webp', 'avif', 'tiff'] as const) {
      const { bytes, report } = await engine.enhance(png, { scale: 2, format });
      const metadata = await sharp(bytes).metadata();
      expect(metadata.format).toBe(format === 'avif' ? 'heif' : format);
      expect(report.output.format).toBe(format);
    }
  });

  test('is smaller at a lower quality', async () => {
    const [low, high] = await Promise.all(
      [30, 95].map((quality) => engine.enhance(png, { scale: 2, format: 'jpeg', quality })),
    );
    expect(low.bytes.length).toBeLessThan(high.bytes.length / 1.5);
  });

  test('without a guard has none in the report, and other pixels', async () => {
    const [off, on] = await Promise.all([
      engine.enhance(png, { scale: 2, guard: false }),
      engine.enhance(png, { scale: 2 }),
    ]);
    expect(off.report.guard).toBeUndefined();
    expect(on.report.guard?.maxCorrection).toBeGreaterThan(0);
    expect(Buffer.compare(off.bytes, on.bytes)).not.toBe(0);
    expect(on.report.fidelity.regionDeltaE00.mean).toBeLessThan(off.report.fidelity.regionDeltaE00.mean);
  });

  test('follows the dials', async () => {
    const [auto, restored, sharpened] = await Promise.all([
      engine.enhance(png, { scale: 2 }),
      engine.enhance(png, { scale: 2, restore: 1 }),
      engine.enhance(png, { scale: 2, sharpen: 1 }),
    ]);
    expect(restored.report.condition?.restore).toBe(1);
    expect(restored.report.condition?.noise).toBeGreaterThan(0);
    expect(sharpened.report.condition?.blur).toBeGreaterThan(0);
    for (const { bytes } of [restored, sharpened]) expect(Buffer.compare(bytes, auto.bytes)).not.toBe(0);
  });
});

describe('progress', () => {
  test('goes up through every stage and ends at 1', async () => {
    const calls: [Stage, number][] = [];
    await engine.enhance(png, { scale: 2, onProgress: (stage, done) => calls.push([stage, done]) });
    const stages = [...new Set(calls.map(([stage]) => stage))];
    expect(stages).toEqual(['decode', 'network', 'guard', 'encode', 'measure']);
    const shares = calls.map(([, done]) => done);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[0]).toBeGreaterThan(0);
    expect(shares.at(-1)).toBe(1);
  });

  test('ends at 1 where no network runs too', async () => {
    const large = await sharp({ create: { width: 2400, height: 4, channels: 3, background: '#2a6' } })
      .png()
      .toBuffer();
    const shares: number[] = [];
    await engine.enhance(large, { onProgress: (_stage, done) => shares.push(done) });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });
});

describe('options', () => {
  test.each<[string, EnhanceOptions]>([
    ['scale', { scale: 3 as 4 }],
    ['restore', { restore: 2 }],
    ['format', { format: 'bmp' as 'png' }],
    ['quality', { quality: 0 }],
    ['dpi', { dpi: -1 }],
  ])('a bad %s is refused before the file is looked at', async (name, options) => {
    await expect(engine.enhance(join(folder, 'nowhere.jpg'), options)).rejects.toMatchObject({
      code: 'bad_option',
      message: expect.stringContaining(name),
    });
  });

  test.each([0, -1, 1.5, 1000, Number.NaN])('an engine cannot have %d threads', (threads) => {
    expect(() => createEngine({ threads })).toThrow(expect.objectContaining({ code: 'bad_option' }));
  });

  test('an engine cannot run on a device that nobody knows', () => {
    expect(() => createEngine({ device: 'tpu' as Device })).toThrow(
      expect.objectContaining({ code: 'bad_option', message: expect.stringContaining('tpu') }),
    );
  });

  test.each([
    { inputPixels: Number.NaN },
    { outputPixels: 0 },
    { inputPixels: undefined as unknown as number },
  ])('an engine’s limits cannot be lifted by accident (%j)', (limits) => {
    expect(() => createEngine({ limits })).toThrow(expect.objectContaining({ code: 'bad_option' }));
  });
});

describe('closing', () => {
  test('lets pictures at work finish', async () => {
    const other = createEngine({ threads: 1 });
    const work = [other.enhance(png, { scale: 2 }), other.enhance(png, { scale: 2 })];
    const closed = other.close();
    for (const { width } of await Promise.all(work)) expect(width).toBe(WIDTH * 2);
    await closed;
  });

  test('a closed engine says so instead of starting again', async () => {
    const other = createEngine({ threads: 1 });
    await other.close();
    await expect(other.enhance(Buffer.alloc(8))).rejects.toMatchObject({ code: 'bad_option' });
  });

  test('an engine that was never used closes', async () => {
    await createEngine({ threads: 2 }).close();
  });

  test('the engine that all calls share does not keep a process alive', () => {
    const index = new URL('../dist/index.js', import.meta.url).href;
    const pixel = "Buffer.from('R0lGODlhAQABAIABAP8AAAAAACH5BAEAAAEALAAAAAABAAEAAAICRAEAOw==','base64')";
    const script = `const { enhance } = await import('${index}'); const r = await enhance(${pixel}, { scale: 2 }); console.log(r.width, r.format);`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(child.stdout.trim()).toBe('2 png');
    expect(child.status).toBe(0);
  });
});

describe('master', () => {
  test('is handed over with the pixels of picture and result before they are given up', async () => {
    const seen: Record<string, unknown>[] = [];
    const result = await engine.enhance(png, {
      scale: 2,
      onMaster: async ({ original, enhanced }) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        for (const { samples, ...shape } of [original, enhanced])
          seen.push({ ...shape, copy: samples.slice() });
      },
    });
    const levels = (samples: Float64Array) => Array.from(samples, (v) => Math.round(v * 255));
    const source = await decoded(png);
    const file = await decoded(result.bytes);
    expect(seen).toMatchObject([
      { width: WIDTH, height: HEIGHT, channels: 3, depth: 8 },
      { width: WIDTH * 2, height: HEIGHT * 2, channels: 3, depth: 8 },
    ]);
    expect(levels(source.samples)).toEqual([...(seen[0].copy as Uint8Array)]);
    expect(levels(file.samples)).toEqual([...(seen[1].copy as Uint8Array)]);
  });

  test('an error of whoever takes it is the error of the picture', async () => {
    const onMaster = () => {
      throw new Error('no room');
    };
    await expect(engine.enhance(png, { scale: 2, onMaster })).rejects.toThrow('no room');
  });
});

describe('scale 1', () => {
  test('changes nothing but the file around the pixels, and no network runs', async () => {
    const { bytes, report } = await engine.enhance(png, { scale: 1 });
    expect(await decoded(bytes)).toEqual(await decoded(png));
    expect(report).toMatchObject({ scale: 1, fidelity: { verdict: 'pass', deltaE00: { max: 0 } } });
    expect(report.network).toBeUndefined();
  });
});

describe('inspect', () => {
  test('tells what a file is without decoding it', async () => {
    expect(await engine.inspect(png)).toMatchObject({
      format: 'png',
      width: WIDTH,
      height: HEIGHT,
      alpha: false,
    });
    await expect(engine.inspect(new Uint8Array())).rejects.toMatchObject({ code: 'empty_file' });
  });
});
