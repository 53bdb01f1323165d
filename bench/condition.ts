/**
 * What the engine measures of damage that is known:
 *
 *   npm run bench:condition -- FOLDER_OF_SHARP_PHOTOGRAPHS [--count N]
 *
 * Each photograph is reduced 4× by a centred bicubic (with a Gaussian before it for blur), then given noise and JPEG.
 * Printed per kind of damage: 10th, 50th and 90th percentile of what the network is told.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { conditionFrom, measureDamage } from '#heroshot/engine/condition/estimate.js';
import { loadEstimator } from '#heroshot/engine/condition/estimator.js';
import { decode } from '#heroshot/engine/decode/decode.js';
import { readSource } from '#heroshot/engine/decode/source.js';
import { DEFAULT_LIMITS } from '#heroshot/engine/limits.js';
import { ESTIMATOR, readWeights } from '#heroshot/engine/network/registry.js';
import { allocateSamples } from '#heroshot/engine/picture.js';
import { degrade, KINDS } from './degrade.js';
import { decodeRgb } from './quality/truth.js';
import { reduceBicubic } from './reduce-bicubic.js';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { count: { type: 'string' } } });
if (!positionals[0]) {
  console.error('usage: npm run bench:condition -- FOLDER_OF_SHARP_PHOTOGRAPHS [--count N]');
  process.exit(2);
}
const names = (await readdir(positionals[0])).filter((name) => /\.(png|jpe?g|webp)$/i.test(name)).sort();
const count = Number(values.count ?? 40);
const step = Math.max(1, Math.floor(names.length / count));
const chosen = names.filter((_, i) => i % step === 0).slice(0, count);

const columns = ['quality', 'compression', 'noise', 'blur'] as const;
const estimator = await loadEstimator(await readWeights(ESTIMATOR));
const measured = new Map<string, number[][]>();
for (const name of chosen) {
  const sharpPicture = await decodeRgb(join(positionals[0], name));
  for (const kind of KINDS) {
    const file = await degrade(sharpPicture, 4, kind, reduceBicubic);
    const source = await readSource(file, DEFAULT_LIMITS);
    const picture = await decode(file, source, allocateSamples(source.width * source.height * 4, 8));
    const damage = await measureDamage(picture, picture.metadata.jpegQuality, estimator);
    const { compression, noise, blur } = conditionFrom(damage);
    const row = [damage.jpegQuality, compression, noise, blur];
    const rows = measured.get(kind.name) ?? columns.map(() => []);
    row.forEach((value, i) => {
      if (value !== undefined) rows[i].push(value);
    });
    measured.set(kind.name, rows);
  }
}

console.log(`${chosen.length} photographs; each cell: 10th / 50th / 90th percentile\n`);
console.log(`| damage | ${columns.join(' | ')} |\n| --- |${' --- |'.repeat(columns.length)}`);
for (const [name, rows] of measured) {
  const cell = (list: number[]) => {
    if (list.length === 0) return '–';
    list.sort((a, b) => a - b);
    return [0.1, 0.5, 0.9].map((p) => list[Math.floor(p * (list.length - 1))].toFixed(2)).join(' / ');
  };
  console.log(`| ${name} | ${rows.map(cell).join(' | ')} |`);
}
