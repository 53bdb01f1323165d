import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { commandLine, replaceBlock } from './docs-block.js';
import { methodsFor } from './methods.js';
import { parseOptions } from './options.js';
import { scaleInName } from './peers.js';
import { spread } from './sheet.js';
import { qualityTables } from './tables.js';
import { cropToMultiple, decodeRgb, truthsIn } from './truth.js';
import type { Row } from './worker.js';

describe('options', () => {
  test('choose damages and scales', () => {
    const options = parseOptions(['--truth', 'a', '--truth', 'b', '--scale', '2', '--damage', '^q']);
    expect(options).toMatchObject({ truth: ['a', 'b'], scales: [2] });
    expect(options?.damages.map(({ name }) => name)).toEqual(['q75', 'q50', 'q30']);
    expect(parseOptions(['--help'])).toBeUndefined();
  });

  test.each([
    [[], '--truth FOLDER is missing'],
    [['--truth', 'a', '--scale', '3'], '--scale is 3'],
    [['--truth', 'a', '--damage', 'fog'], 'no damage matches'],
    [['--truth', 'a', '--methods', '('], '--methods is no regular expression'],
    [['--truth', 'a', '--count', '0'], '--count is 0'],
    [['--truth', 'a', '--networks', 'no-such-net'], 'no network is called no-such-net'],
    [['--truth', 'a', '--detail', '0.5,2'], '--detail is 0.5,2'],
    [['--truth', 'a', '--detail', '0'], '--detail is 0'],
    [['--truth', 'a', '--colour'], "Unknown option '--colour'"],
  ])('%j is refused in a plain sentence', (args, sentence) => {
    expect(() => parseOptions(args)).toThrow(sentence);
  });
});

test('--detail adds the engine at each share, for the scale that has it', async () => {
  const choice = parseOptions(['--truth', 'a', '--detail', '0.5,1'])?.choice ?? { methods: '' };
  const named = async (scale: number) =>
    (await methodsFor(scale, choice)).map(({ name }) => name).filter((name) => name.includes('detail'));
  expect(await named(4)).toEqual(['standard-x4 detail 0.5, auto', 'standard-x4 detail 1, auto']);
  expect(await named(2)).toEqual([]);
});

test('a missing folder and an empty one are said in plain words', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'bench-'));
  await expect(truthsIn(join(empty, 'nowhere'))).rejects.toThrow('truth pictures cannot be read');
  await expect(truthsIn(empty)).rejects.toThrow('no truth pictures (.png)');
  await expect(methodsFor(4, { peers: empty, methods: '' })).rejects.toThrow('no networks (.onnx)');
});

test('grey pictures become RGB and sides multiples of the scale', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const raw = { width: 11, height: 10, channels: 1 as const };
  const path = join(folder, 'grey.png');
  await writeFile(
    path,
    await sharp(new Uint8Array(110).fill(90), { raw }).toColourspace('b-w').png().toBuffer(),
  );
  const [{ set, name }] = await truthsIn(folder, 1);
  expect([set, name]).toEqual([folder.split('/').at(-1), 'grey.png']);
  const { width, height, data } = cropToMultiple(await decodeRgb(path), 4);
  expect([width, height, data.length]).toEqual([8, 8, 192]);
  expect(new Set(data)).toEqual(new Set([90]));
});

test('the enlargement of a peer stands at the end of its name', () => {
  const files = ['rlfn_s_x2', 'span-x4', 'realesr-general-x4v3', 'matrix4', 'x4-net'];
  expect(files.map((file) => scaleInName(`${file}.onnx`))).toEqual([2, 4, 4, undefined, undefined]);
});

test('tables hold means, and the best of a column in bold', () => {
  const row = (method: string, picture: string, psnr: number): Row => ({
    set: 'Set',
    picture,
    scale: 4,
    damage: 'clean',
    method,
    family: 'peer',
    scores: { psnr, ssim: 0.5, deltaE: 1, deltaE99: 2, gmsd: 0.1, gradients: 3 },
  });
  const text = qualityTables([row('a', '1', 30), row('a', '2', 32), row('b', '1', 29), row('b', '2', 30)]);
  expect(text).toContain('### Set, 4×, 2 pictures');
  expect(text).toContain('| a | **31.00** |');
  expect(text).toContain('| b | 29.50 |');
});

test('a package that ran on some pictures is compared on those alone', () => {
  const row = (method: string, picture: string, psnr: number, family: Row['family']): Row => ({
    set: 'Set',
    picture,
    scale: 4,
    damage: 'clean',
    method,
    family,
    scores: { psnr, ssim: 0.5, deltaE: 1, deltaE99: 2, gmsd: 0.1, gradients: 3 },
  });
  const [all, few] = qualityTables([
    row('ours', '1', 30, 'heroshot'),
    row('ours', '2', 40, 'heroshot'),
    row('theirs', '2', 38, 'package'),
  ]).split('beside packages');
  expect(all).toContain('| ours | **35.00** |');
  expect(all).not.toContain('theirs');
  expect(few).toContain('| ours | **40.00** |');
  expect(few).toContain('| theirs | 38.00 |');
});

test('a block of the page is replaced, and added where there is none', () => {
  const page = replaceBlock('# Page\n\ntext\n', 'quality', 'one');
  expect(page).toBe('# Page\n\ntext\n\n<!-- quality:begin -->\n\none\n\n<!-- quality:end -->\n');
  expect(replaceBlock(`${page}after\n`, 'quality', 'two')).toBe(`${page.replace('one', 'two')}after\n`);
});

test('the command is written as a reader would type it', () => {
  const args = ['--truth', 'sets/Set5', '--truth', '../../data/Kodak24/', '--update-docs', '--damage', '^q'];
  expect(commandLine('bench:quality', args)).toBe(
    "`npm run bench:quality -- --truth sets/Set5 --truth Kodak24 --damage '^q'`",
  );
});

test('a sheet keeps rows that are spread evenly', () => {
  expect(spread([0, 1, 2, 3, 4, 5, 6, 7], 4)).toEqual([0, 2, 4, 6]);
  expect(spread([0, 1], 4)).toEqual([0, 1]);
});
