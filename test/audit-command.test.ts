import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MARKETPLACES } from '../src/marketplaces/marketplaces.js';
import { productJpeg } from '../src/marketplaces/testing/drawn.js';
import { heroshot, photo } from './photos.js';

let folder: string;
const at = (...path: string[]) => join(folder, ...path);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-audit-'));
  await mkdir(at('photos', 'deeper'), { recursive: true });
  await writeFile(at('photos', 'good.jpg'), await productJpeg({ width: 1080, height: 1080 }));
  await writeFile(at('photos', 'deeper', 'small.jpg'), await photo(1));
  await writeFile(at('broken.jpg'), 'this is text');
  // Its name says JPEG, its bytes say WebP.
  const webp = sharp(await productJpeg({ width: 1080, height: 1080 })).webp({ lossless: true, effort: 0 });
  await writeFile(at('liar.jpg'), await webp.toBuffer());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('heroshot audit', () => {
  it('ends with 0 where nothing fails', async () => {
    const { code, stdout, stderr } = await heroshot([
      'audit',
      at('photos', 'good.jpg'),
      '--for',
      'instagram',
    ]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('instagram  PASS');
    expect(stderr).toContain('1 pass');
  });

  it('ends with 1 where a file fails, says why and what to do, and what it measured for each marketplace', async () => {
    const { code, stdout } = await heroshot(['audit', at('photos'), '--for', 'instagram, amazon-main']);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /small\.jpg {2}48×40\n {2}instagram {2}FAIL.*\n {4}fail {2}size_minimum: .*\n +-> /,
    );
    expect(stdout).toContain('amazon-main  FAIL');
    expect(stdout).toContain('needs a larger source: 48×40 reaches 192×160 at 4×');
  });

  it('names what it can’t read and goes on', async () => {
    const args = [
      'audit',
      at('broken.jpg'),
      at('nothing.jpg'),
      at('photos', 'good.jpg'),
      '--for',
      'instagram',
    ];
    const { code, stdout, stderr } = await heroshot(args);
    expect(code).toBe(1);
    expect(stdout).toContain('not_an_image');
    expect(stdout).toContain('file_not_found');
    expect(stdout).toContain('instagram  PASS');
    expect(stderr).toContain('1 pass, 0 with warnings, 2 fail');
  });

  it('goes by the bytes, not by the name', async () => {
    const { code, stdout } = await heroshot(['audit', at('liar.jpg'), '--for', 'instagram']);
    expect(code).toBe(1);
    expect(stdout).toContain('fail  format: webp is not taken');
  });

  it('--quiet says only what fails', async () => {
    const args = ['audit', at('photos'), '--for', 'instagram', '--quiet'];
    const { stdout } = await heroshot(args);
    expect(stdout).not.toContain('good.jpg');
    expect(stdout).not.toMatch(/^ {4}(warn|info|pass)/m);
    expect(stdout).toContain('fail  size_minimum');
  });

  it('--json prints an object per picture with every finding', async () => {
    const { stdout } = await heroshot([
      'audit',
      at('broken.jpg'),
      at('photos', 'good.jpg'),
      '--for',
      'instagram,ebay',
      '--json',
    ]);
    const [broken, good] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(broken).toMatchObject({ verdict: 'fail', audits: [], error: { code: 'not_an_image' } });
    expect(good).toMatchObject({ size: { width: 1080, height: 1080 } });
    expect(good.audits.map((audit: { marketplace: string }) => audit.marketplace)).toEqual([
      'instagram',
      'ebay',
    ]);
    for (const finding of good.audits.flatMap((audit: { findings: object[] }) => audit.findings))
      expect(finding).toMatchObject({ code: expect.any(String), source: expect.stringMatching(/^https:/) });
  });

  it.each([
    ['an unknown marketplace', ['audit', 'x.jpg', '--for', 'amazno'], 'did you mean amazon?'],
    ['no marketplace', ['audit', 'x.jpg'], '--for'],
    ['an empty list', ['audit', 'x.jpg', '--for', ' , '], 'There are amazon-main'],
    ['no file', ['audit', '--for', 'ebay'], 'missing required argument'],
  ])('%s is wrong usage', async (_, args, said) => {
    const { code, stderr } = await heroshot(args);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });
});

describe('heroshot presets', () => {
  it('lists every preset on lines that fit a terminal', async () => {
    const { code, stdout } = await heroshot(['presets']);
    expect(code).toBe(0);
    const [, ...lines] = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(MARKETPLACES.map((row) => row.name));
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('says everything of one', async () => {
    const { stdout } = await heroshot(['presets', 'amazon-main']);
    for (const said of ['2000×2000 jpeg', 'pure white', '85 % to 90 %', 'https://sellercentral.amazon.com'])
      expect(stdout).toContain(said);
  });

  it('--json prints the rows', async () => {
    const { stdout } = await heroshot(['presets', '--json']);
    const rows = stdout.trim().split('\n');
    expect(rows.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(MARKETPLACES)));
  });

  it('of an unknown name is wrong usage', async () => {
    const { code, stderr } = await heroshot(['presets', 'etsi']);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean etsy?');
  });
});
