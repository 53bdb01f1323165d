import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decoded } from '../src/engine/testing/decoded.js';
import { productScene, randomNumbers } from '../src/engine/testing/pictures.js';
import { pngClaiming } from '../src/engine/testing/png-chunks.js';
import { createEngine, ERRORS, HeroshotError } from '../src/index.js';

const engine = createEngine({ threads: 2 });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-bad-'));
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

const [WIDTH, HEIGHT] = [60, 44];
const scene = () =>
  sharp(productScene(WIDTH, HEIGHT), { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });

/** Grain, so that the file is long and its middle is pixels. */
function grain(width = 120, height = 90) {
  const random = randomNumbers(8);
  const data = Buffer.from(Array.from({ length: width * height * 3 }, () => 90 + random() * 80));
  return sharp(data, { raw: { width, height, channels: 3 } });
}

async function inFile(name: string, content: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** The error of a picture that cannot be enhanced; after it the same engine must still work. */
async function failure(input: string | Uint8Array): Promise<HeroshotError> {
  const error = await engine.enhance(input, { scale: 2 }).then(
    () => expect.fail('it was enhanced'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HeroshotError);
  const heroshotError = error as HeroshotError;
  expect(heroshotError.hint).toBe(ERRORS[heroshotError.code]);
  const { width } = await engine.enhance(await scene().png().toBuffer(), { scale: 2 });
  expect(width).toBe(WIDTH * 2);
  return heroshotError;
}

describe('what is no picture', () => {
  test('an empty file is empty_file', async () => {
    expect((await failure(new Uint8Array())).code).toBe('empty_file');
    expect((await failure(await inFile('empty.jpg', ''))).code).toBe('empty_file');
  });

  test('text named .jpg is not_an_image', async () => {
    expect((await failure(await inFile('text.jpg', 'This is not a photograph.'))).code).toBe('not_an_image');
  });

  test('an SVG is svg_refused, and nothing in it is opened', async () => {
    const svg =
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>';
    expect((await failure(await inFile('drawing.png', svg))).code).toBe('svg_refused');
  });

  test('a HEIC is not_an_image, and the message says HEIC', async () => {
    const box = Buffer.concat([
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      Buffer.alloc(200),
    ]);
    expect(await failure(box)).toMatchObject({
      code: 'not_an_image',
      message: expect.stringContaining('HEIC'),
    });
  });

  test('a missing file is file_not_found and a folder is unreadable', async () => {
    expect(await failure(join(folder, 'nowhere.jpg'))).toMatchObject({
      code: 'file_not_found',
      message: expect.stringContaining('nowhere.jpg'),
    });
    expect((await failure(folder)).code).toBe('unreadable');
  });
});

describe('a damaged picture', () => {
  test.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)(
    'a %s that is cut off anywhere is corrupt_image',
    async (format) => {
      const whole = await grain().toFormat(format).toBuffer();
      for (const share of [0.15, 0.5, 0.9]) {
        const cut = whole.subarray(0, Math.floor(whole.length * share));
        expect((await failure(cut)).code, `cut at ${share}`).toBe('corrupt_image');
      }
    },
  );

  test('a TIFF that is cut off is corrupt_image', async () => {
    const whole = await grain().tiff({ compression: 'lzw' }).toBuffer();
    expect((await failure(whole.subarray(0, whole.length >> 1))).code).toBe('corrupt_image');
  });

  test('a file that ends after its first bytes is corrupt_image', async () => {
    for (const format of ['jpeg', 'png', 'webp', 'avif', 'tiff'] as const) {
      const whole = await scene().toFormat(format).toBuffer();
      expect((await failure(whole.subarray(0, 16))).code, format).toBe('corrupt_image');
    }
  });

  test('a PNG with one changed byte in the middle is corrupt_image: its checksum says so', async () => {
    const file = await grain().png().toBuffer();
    file[file.length >> 1] ^= 0xff;
    expect((await failure(file)).code).toBe('corrupt_image');
  });

  test('a JPEG whose pixels end in the middle is corrupt_image, not a picture that is half grey', async () => {
    const file = await grain().jpeg({ quality: 95 }).toBuffer();
    file.set([0xff, 0xd9], file.length >> 1);
    expect(await failure(file)).toMatchObject({
      code: 'corrupt_image',
      message: expect.stringContaining('premature end'),
    });
  });

  test('a JPEG with stray bytes before its end is whole: it is enhanced, and what follows the end is ignored', async () => {
    const file = await grain().jpeg({ quality: 95 }).toBuffer();
    const [pixels, end] = [file.subarray(0, -2), file.subarray(-2)];
    const stray = Buffer.concat([
      pixels,
      Buffer.from([0, 0, 0, 1, 2]),
      end,
      Buffer.from('written by a camera'),
    ]);
    const [{ bytes }, expected] = await Promise.all([
      engine.enhance(stray, { scale: 2, format: 'png' }),
      engine.enhance(file, { scale: 2, format: 'png' }),
    ]);
    expect((await decoded(bytes)).samples).toEqual((await decoded(expected.bytes)).samples);
  });

  test('a JPEG with odd scan parameters, as some phones write them, is enhanced with a note', async () => {
    const file = await grain().jpeg({ quality: 95, progressive: false }).toBuffer();
    const scan = file.indexOf(Buffer.from([0xff, 0xda]));
    const end = scan + 2 + file.readUInt16BE(scan + 2);
    // Spectral selection 0..63 is the only one that a baseline scan can have; decoders take it for granted.
    expect([...file.subarray(end - 3, end)]).toEqual([0, 63, 0]);
    file[end - 2] = 0;
    const { report } = await engine.enhance(file, { scale: 2 });
    expect(report.notes).toEqual([expect.stringMatching(/^the decoder warned of damage: .*SOS/)]);
  });

  test('no damage makes anything but a result or a corrupt_image', async () => {
    const random = randomNumbers(21);
    for (const format of ['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif'] as const) {
      const whole = await scene().toFormat(format).toBuffer();
      for (let round = 0; round < 6; round++) {
        const damaged = Buffer.from(whole);
        for (let i = 0; i < 5; i++) damaged[Math.floor(random() * whole.length)] = random() * 256;
        await engine.enhance(damaged, { scale: 2 }).catch((error: HeroshotError) => {
          expect(['corrupt_image', 'not_an_image', 'image_too_large', 'output_too_large']).toContain(
            error.code,
          );
        });
      }
    }
  });
});

describe('size', () => {
  test('a picture of one pixel works', async () => {
    const file = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#c83232' } })
      .png()
      .toBuffer();
    for (const scale of [2, 4] as const) {
      const { bytes } = await engine.enhance(file, { scale });
      const { width, height, samples } = await decoded(bytes);
      expect([width, height]).toEqual([scale, scale]);
      for (const [i, value] of samples.entries())
        expect(Math.abs(value * 255 - [200, 50, 50][i % 3])).toBeLessThan(6);
    }
  });

  test('a picture of 3×2000 pixels works', async () => {
    const file = await sharp({ create: { width: 3, height: 2000, channels: 3, background: '#c83232' } })
      .png()
      .toBuffer();
    const { width, height, report } = await engine.enhance(file, { scale: 2 });
    expect([width, height]).toEqual([6, 4000]);
    expect(report.fidelity.deltaE00.mean).toBeLessThan(0.5);
  });

  test('a bomb of 60 megapixels is image_too_large, at once and without its pixels', async () => {
    const start = performance.now();
    const error = await engine.enhance(pngClaiming(7746, 7746), { scale: 2 }).catch((reason) => reason);
    expect(performance.now() - start).toBeLessThan(3000);
    expect(error).toMatchObject({
      code: 'image_too_large',
      message: expect.stringMatching(/7746×7746.*limit is 50/),
    });
    expect((await failure(pngClaiming(7746, 7746))).code).toBe('image_too_large');
  });

  test('a picture that lies about its size is corrupt_image', async () => {
    expect((await failure(pngClaiming(500, 400))).code).toBe('corrupt_image');
  });

  test('a result beyond the limit is output_too_large before anything is decoded', async () => {
    const small = createEngine({ threads: 1, limits: { outputPixels: WIDTH * HEIGHT * 4 } });
    const file = await scene().png().toBuffer();
    const stages: string[] = [];
    const onProgress = (stage: string) => stages.push(stage);
    await expect(small.enhance(file, { scale: 4, onProgress })).rejects.toMatchObject({
      code: 'output_too_large',
    });
    expect(stages).toEqual([]);
    expect((await small.enhance(file, { scale: 2 })).width).toBe(WIDTH * 2);
    await small.close();
  });
});

describe('an animation', () => {
  /** Three frames: red, green, blue. */
  const frames = () => {
    const colours = [
      [210, 40, 40],
      [40, 190, 60],
      [50, 60, 200],
    ];
    const data = Buffer.alloc(20 * 60 * 3);
    for (let i = 0; i < data.length; i++) data[i] = colours[Math.floor(i / (20 * 20 * 3))][i % 3];
    return sharp(data, { raw: { width: 20, height: 60, channels: 3, pageHeight: 20 } });
  };

  test.each(['gif', 'webp'] as const)(
    'of a %s gives its first frame, and the report says so',
    async (format) => {
      const file = await frames()
        [format]({ loop: 0, delay: [100, 100, 100] })
        .toBuffer();
      expect((await sharp(file).metadata()).pages).toBe(3);
      const { bytes, report } = await engine.enhance(file, { scale: 2 });
      expect(report.notes).toEqual(['the file has 3 frames or pages; only the first was used']);
      const { width, height, samples, channels } = await decoded(bytes);
      expect([width, height]).toEqual([40, 40]);
      for (let at = 0; at < samples.length; at += channels)
        for (let c = 0; c < 3; c++)
          expect(Math.abs(samples[at + c] * 255 - [210, 40, 40][c])).toBeLessThan(12);
      // A still picture, and never a GIF of 256 colours.
      const after = await sharp(bytes).metadata();
      expect(after.pages ?? 1).toBe(1);
      expect(after.format).toBe(format === 'gif' ? 'png' : 'webp');
    },
  );
});

describe('a wrong name', () => {
  test.each([
    ['png', 'photo.jpg'],
    ['jpeg', 'photo.png'],
    ['webp', 'photo.txt'],
    ['tiff', 'photo'],
  ] as const)('does not matter: a %s named %s is what its bytes are', async (format, name) => {
    const { report } = await engine.enhance(await inFile(name, await scene().toFormat(format).toBuffer()), {
      scale: 2,
    });
    expect(report.input.format).toBe(format);
    expect(report.output.format).toBe(format);
  });
});
