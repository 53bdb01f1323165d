import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertOnlyReduces } from '../src/compose/transform.js';
import type { RecipeReport } from '../src/recipe/report.js';
import { heroshot } from './photos.js';

let folder: string;
const at = (...path: string[]) => join(folder, ...path);

/** A bottle with a label, drawn as a supplier would photograph it, before a backdrop. */
const bottle = (width: number, height: number, backdrop: string) => {
  const [x, y] = [(share: number) => share * width, (share: number) => share * height];
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><linearGradient id="g"><stop offset="0" stop-color="#1d4d3a"/><stop offset=".35" stop-color="#4fa57d"/><stop offset="1" stop-color="#0f2b20"/></linearGradient></defs>
${backdrop === 'none' ? '' : `<rect width="100%" height="100%" fill="${backdrop}"/>`}
<rect x="${x(0.43)}" y="${y(0.1)}" width="${x(0.14)}" height="${y(0.2)}" fill="url(#g)"/>
<rect x="${x(0.32)}" y="${y(0.25)}" width="${x(0.36)}" height="${y(0.63)}" rx="${x(0.07)}" fill="url(#g)"/>
<rect x="${x(0.34)}" y="${y(0.45)}" width="${x(0.32)}" height="${y(0.26)}" fill="#f2e9d0"/>
<rect x="${x(0.38)}" y="${y(0.5)}" width="${x(0.24)}" height="${y(0.04)}" fill="#8c1f28"/>
<rect x="${x(0.38)}" y="${y(0.58)}" width="${x(0.18)}" height="${y(0.02)}" fill="#333"/></svg>`),
  );
};

const report = async (...path: string[]): Promise<RecipeReport> =>
  JSON.parse(await readFile(at(...path), 'utf8'));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-workflows-'));
  await bottle(600, 800, '#c9ced6').jpeg({ quality: 85 }).toFile(at('bottle.jpg'));
  await bottle(90, 120, '#ffffff').jpeg({ quality: 70 }).toFile(at('tiny.jpg'));
  await bottle(256, 320, 'none').png().toFile(at('alpha.png'));
  await bottle(400, 300, '#d8cfc0')
    .jpeg({ quality: 80 })
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Copyright: 'A shopper' }, IFD3: { GPSLatitudeRef: 'N' } })
    .toFile(at('phone.jpg'));
  const nothing = sharp({ create: { width: 64, height: 64, channels: 4, background: '#00000000' } });
  await nothing.png().toFile(at('nothing.png'));
  await writeFile(at('broken.jpg'), 'this is text');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a shadow', () => {
  it('falls below what was cut out, but never where a marketplace wants pure white', async () => {
    const options = ['--scale', '2', '--cutout', '--background', 'white', '--shadow'];
    const markets = ['--for', 'amazon-main,shopify', '--out', at('shadow')];
    const { code, stderr } = await heroshot(['enhance', at('bottle.jpg'), ...options, ...markets]);
    expect(code, stderr).toBe(0);
    const { outputs } = await report('shadow', 'bottle.report.json');
    const shaded = outputs.map(({ transforms }) => transforms.some(({ step }) => step === 'shadow'));
    expect(shaded).toEqual([false, true]);
  });

  it('needs something that is cut out', async () => {
    const { code, stderr } = await heroshot(['enhance', at('bottle.jpg'), '--shadow']);
    expect(code).toBe(2);
    expect(stderr).toContain('--cutout');
  });
});

describe('repurpose', () => {
  it('makes one master and four crops of it, each audited, nothing enlarged after the master', async () => {
    const { code, stderr } = await heroshot(['recipe', 'repurpose', at('bottle.jpg'), '--out', at('four')]);
    expect(code, stderr).toBe(0);
    const { outputs, verdict } = await report('four', 'bottle.report.json');
    expect(verdict).toBe('pass');
    const sizes = outputs.map((output) => [output.for, output.width, output.height]);
    expect(sizes).toEqual([
      ['amazon', 2000, 2000],
      ['shopify', 2048, 2048],
      ['instagram', 1080, 1080],
      ['tiktok-vertical', 1080, 1920],
    ]);
    for (const output of outputs) {
      expect(output.audit.findings.filter(({ severity }) => severity === 'fail')).toEqual([]);
      expect(output.transforms.map(({ step }) => step)).toContain('reduce');
      expect(() => assertOnlyReduces(output.transforms)).not.toThrow();
      const { width, height, format } = await sharp(at('four', output.for, 'bottle.jpg')).metadata();
      expect([width, height, format]).toEqual([output.width, output.height, 'jpeg']);
    }
    expect(await readFile(at('four', 'report.html'), 'utf8')).toContain('href="tiktok-vertical/bottle.jpg"');
    const audit = await heroshot(['audit', at('four', 'amazon', 'bottle.jpg'), '--for', 'amazon']);
    expect(audit.code, audit.stdout).toBe(0);
  });
});

describe('supplier and legacy', () => {
  it('say what a source is too small for instead of enlarging further', async () => {
    const { code, stderr } = await heroshot(['recipe', 'legacy', at('tiny.jpg'), '--out', at('small')]);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('1 to review');
    const { outputs, reasons, advice } = await report('small', 'tiny.report.json');
    const amazon = outputs.find((output) => output.for === 'amazon');
    expect(Math.max(amazon?.width ?? 0, amazon?.height ?? 0)).toBeLessThan(1000);
    expect(amazon?.audit).toMatchObject({ verdict: 'fail' });
    expect(reasons.join()).toMatch(/amazon: .*too small/);
    expect(advice[0].code).toBe('tiny');
  });

  it('supplier makes a file for each marketplace that was named, and goes on after a bad picture', async () => {
    const args = [at('broken.jpg'), at('alpha.png'), '--for', 'ebay, google-merchant', '--out', at('named')];
    const { code, stderr } = await heroshot(['recipe', 'supplier', ...args]);
    expect(code, stderr).toBe(1);
    expect(stderr).toContain('not_an_image');
    const made = (await readdir(at('named'), { withFileTypes: true })).filter((entry) => entry.isDirectory());
    expect(made.map(({ name }) => name).sort()).toEqual(['ebay', 'google-merchant']);
  });
});

describe('reviews', () => {
  it('turns a shopper’s photo upright, forgets where it was taken, at most doubles it, and passes the gate', async () => {
    const { code, stderr } = await heroshot(['recipe', 'reviews', at('phone.jpg'), '--out', at('reviews')]);
    expect(code, stderr).toBe(0);
    const { gate, scale, verdict } = await report('reviews', 'phone.report.json');
    expect({ scale, verdict }).toEqual({ scale: 2, verdict: 'pass' });
    expect(gate?.attempts).toBeGreaterThanOrEqual(1);
    const { width, height, exif, orientation } = await sharp(at('reviews', 'phone.jpg')).metadata();
    expect([width, height]).toEqual([600, 800]);
    expect(orientation ?? 1).toBe(1);
    expect(exif?.includes('A shopper')).toBe(true);
    expect(exif?.includes('GPS') ?? false).toBe(false);
  });
});

describe('print', () => {
  it('has 300 dots an inch, keeps transparency, and says how large it prints', async () => {
    const { code, stderr } = await heroshot(['recipe', 'print', at('alpha.png'), '--out', at('print')]);
    expect(code, stderr).toBe(0);
    const file = await sharp(at('print', 'print', 'alpha.png')).metadata();
    expect(file).toMatchObject({ width: 1024, height: 1280, density: 300, hasAlpha: true });
    expect((await report('print', 'alpha.report.json')).notes.join()).toContain('3.41 × 4.27 in');
  });

  it('fits a size on paper, and warns where dots are too few', async () => {
    const args = ['recipe', 'print', at('alpha.png'), '--size', '5x5cm', '--out', at('paper')];
    expect((await heroshot(args)).code).toBe(0);
    const { width, height, density } = await sharp(at('paper', 'print', 'alpha.png')).metadata();
    expect([width, height, density]).toEqual([472, 591, 300]);
    expect((await heroshot([...args.slice(0, 4), '1x1m', '--out', at('poster')])).code).toBe(2);
    await heroshot([...args.slice(0, 4), '100cm', '--out', at('poster')]);
    expect((await report('poster', 'alpha.report.json')).notes.join()).toContain('look soft');
  });
});

describe('a cut-out', () => {
  it('for amazon-main has nothing but 255, 255, 255 on its border, decoded from the JPEG', async () => {
    const args = ['enhance', at('bottle.jpg'), '--scale', '2', '--cutout', '--background', 'white'];
    const { code, stderr } = await heroshot([...args, '--for', 'amazon-main', '--out', at('white')]);
    expect(code, stderr).toBe(0);
    for (const file of [at('white', 'bottle.jpg'), at('white', 'amazon-main', 'bottle.jpg')]) {
      const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
      const { width, height, channels } = info;
      const pixel = (x: number, y: number) => [...data.subarray((y * width + x) * channels).subarray(0, 3)];
      for (let x = 0; x < width; x++)
        for (const y of [0, height - 1]) expect(pixel(x, y), `${x},${y}`).toEqual([255, 255, 255]);
      for (let y = 0; y < height; y++)
        for (const x of [0, width - 1]) expect(pixel(x, y), `${x},${y}`).toEqual([255, 255, 255]);
      const [red, green] = pixel(width >> 1, height >> 1);
      expect(red + green).toBeLessThan(500);
    }
    const { cutout, outputs } = await report('white', 'bottle.report.json');
    expect(cutout?.confidence).toBeGreaterThan(0.6);
    expect(outputs[0].audit.findings).toContainEqual(
      expect.objectContaining({ code: 'white_border', severity: 'pass' }),
    );
  });

  it('stands on nothing when no background is named: a PNG with alpha also from a JPEG', async () => {
    const args = ['enhance', at('bottle.jpg'), '--scale', '1', '--cutout', '--out', at('alone')];
    expect((await heroshot(args)).code).toBe(0);
    const { data, info } = await sharp(at('alone', 'bottle.png')).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 600, height: 800, channels: 4 });
    const alpha = (x: number, y: number) => data[(y * info.width + x) * 4 + 3];
    expect([alpha(5, 5), alpha(300, 790), alpha(300, 500), alpha(300, 130)]).toEqual([0, 0, 255, 255]);
  });

  it('of a picture that shows nothing is an error of that picture', async () => {
    const args = ['enhance', at('nothing.png'), '--cutout', '--scale', '1', '--out', at('none')];
    const { code, stderr } = await heroshot(args);
    expect(code).toBe(1);
    expect(stderr).toContain('no_subject');
  });
});

describe('wrong usage', () => {
  it.each([
    [['enhance', 'x.jpg', '--for', 'amazn'], /did you mean amazon.*amazon-main.*pinterest/s],
    [['enhance', 'x.jpg', '--background', 'white'], /add --cutout/],
    [['enhance', 'x.jpg', '--cutout', '--format', 'jpeg'], /can't be transparent/],
    [['enhance', 'x.jpg', '--cutout', '--background', '#ff0000', '--for', 'amazon-main'], /pure white/],
    [['enhance', 'x.jpg', '--cutout', '--background', 'beige'], /#rrggbb/],
    [['recipe', 'polish', 'x.jpg'], /supplier, repurpose, legacy, reviews, print/],
    [['recipe', 'print', 'x.jpg', '--size', 'A4'], /8x10in/],
  ])('%j ends with exit code 2 and says what can be', async (args, message) => {
    const { code, stderr } = await heroshot(args, { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('crops around the focus that is given, for all or for one, and refuses one that is none', async () => {
    const half = { width: 200, height: 200, channels: 3 } as const;
    await sharp({ create: { ...half, width: 400, background: '#d02020' } })
      .composite([{ input: { create: { ...half, background: '#2040d0' } }, left: 200, top: 0 }])
      .png()
      .toFile(at('halves.png'));
    const enhance = (focus: string, out: string) =>
      heroshot([
        ...['enhance', at('halves.png'), '--scale', '2', '--for', 'instagram', '--focus', focus],
        ...['--out', at(out)],
      ]);
    const blue = async (out: string) => {
      const [file] = (await readdir(at(out, 'instagram'))).filter((name) => /\.(jpg|png)$/.test(name));
      return (await sharp(at(out, 'instagram', file ?? '')).stats()).channels[2]?.mean ?? 0;
    };
    await enhance('0,0.5', 'left');
    await enhance('instagram=1,0.5', 'right');
    expect(await blue('left')).toBeLessThan(60);
    expect(await blue('right')).toBeGreaterThan(180);
    expect((await enhance('left', 'none')).code).toBe(2);
  });
});
