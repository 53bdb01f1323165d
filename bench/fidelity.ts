/**
 * What the engine's tiles, guard and estimates cost or bring against the bare network, in PSNR-Y on pictures with a
 * known truth:
 *
 *   npm run bench:fidelity -- FOLDER_OF_SHARP_PNGS [--count N] [--damage REGEX]
 *
 * Each picture is reduced 4× by a centred bicubic, then enlarged by the network in one piece, by the engine's tiles
 * without and with the guard (condition 0). A second table gives pictures with known damage, enlarged by the network told
 * nothing, told the truth, and by the engine left to its own estimate.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Condition, createEngine, MODELS } from 'heroshot';
import sharp from 'sharp';
import { readWeights } from '#heroshot/engine/network/registry.js';
import { degrade, KINDS, trueCondition } from './degrade.js';
import { psnrY } from './psnr.js';
import { openNetwork } from './quality/onnx-network.js';
import { decodeRgb } from './quality/truth.js';
import { reduceBicubic } from './reduce-bicubic.js';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string' }, damage: { type: 'string' } },
});
const folder = positionals[0];
if (!folder) {
  console.error('usage: npm run bench:fidelity -- FOLDER_OF_SHARP_PNGS [--count N]');
  process.exit(2);
}

const NONE: Condition = { compression: 0, noise: 0, blur: 0 };
// The network in one piece is float32, so the engine is as well.
const engine = createEngine({ precision: 'float32' });
/** The network on the whole picture at once, rounded to 8 bits. */
const onePiece = await openNetwork(await readWeights(MODELS[0]), engine.threads);

const files = (await readdir(folder)).filter((name) => /\.png$/i.test(name)).sort();
const columns = ['one piece', 'tiles', 'tiles + guard'];
const sums = new Array(columns.length).fill(0);
let worst = 0;
const chosen = files.slice(0, Number(values.count ?? files.length));
console.log(
  `| picture | ${columns.join(' | ')} | largest difference tiles/one piece |\n| --- |${' ---: |'.repeat(4)}`,
);
for (const name of chosen) {
  const truth = await decodeRgb(join(folder, name));
  const small = reduceBicubic(truth, 4);
  const { width, height, data } = small;
  const png = await sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  const whole = await onePiece({ file: png, picture: small, condition: NONE });
  const clean = { scale: 4, restore: 0, sharpen: 0 } as const;
  const tiled = await decodeRgb((await engine.enhance(png, { ...clean, guard: false })).bytes);
  const guarded = await decodeRgb((await engine.enhance(png, clean)).bytes);
  let difference = 0;
  for (let i = 0; i < whole.data.length; i++)
    difference = Math.max(difference, Math.abs(whole.data[i] - tiled.data[i]));
  worst = Math.max(worst, difference);
  const cropped = { width: width * 4, height: height * 4, data: truth.data };
  const scores = [whole, tiled, guarded].map((result) => psnrY(result, cropped, 4));
  for (const [i, score] of scores.entries()) sums[i] += score;
  console.log(`| ${name} | ${scores.map((s) => s.toFixed(2)).join(' | ')} | ${difference}/255 |`);
}
console.log(`| **mean** | ${sums.map((s) => (s / chosen.length).toFixed(3)).join(' | ')} | ${worst}/255 |`);

console.log(
  '\n| damage | told nothing | told the truth | auto | auto against truth |\n| --- | ---: | ---: | ---: | ---: |',
);
for (const kind of KINDS.filter(({ name }) => new RegExp(values.damage ?? '').test(name))) {
  const told = trueCondition(kind);
  const means = [0, 0, 0];
  for (const name of chosen) {
    const truth = await decodeRgb(join(folder, name));
    const file = await degrade(truth, 4, kind, reduceBicubic);
    const small = await decodeRgb(file);
    const auto = await decodeRgb((await engine.enhance(file, { scale: 4, format: 'png' })).bytes);
    const input = { file, picture: small };
    const results = [
      await onePiece({ ...input, condition: NONE }),
      await onePiece({ ...input, condition: told }),
      auto,
    ];
    for (const [i, result] of results.entries()) means[i] += psnrY(result, truth, 4) / chosen.length;
  }
  console.log(
    `| ${kind.name} | ${means.map((m) => m.toFixed(2)).join(' | ')} | ${(means[2] - means[1]).toFixed(2)} |`,
  );
}
await engine.close();
