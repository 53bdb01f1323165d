/** `npm run bench:text -- --help`: what a text reader makes of small labels after every method. */
import '#heroshot/engine/network/no-telemetry.js';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Damage, QUALITY_KINDS } from '../../degrade.js';
import { commandLine, updateDocs } from '../docs-block.js';
import { type MethodChoice, methodsFor } from '../methods.js';
import { sharesOf } from '../options.js';
import { writeSheet } from '../sheet.js';
import { runAll } from '../threads.js';
import { runBench, WrongUsage } from '../wrong-usage.js';
import { FONTS, INKS } from './label.js';
import { textTables } from './tables.js';
import { labelLines } from './texts.js';
import type { TextJob, TextResult } from './worker.js';

const HELP = `Character error rate of a text reader (Tesseract) on small label text, reduced 4× and enlarged by every method.

  npm run bench:text -- [options]

  --peers DIR         folder of other networks (*.onnx, name ending in -x4)
  --models FOLDER     folder of further networks under heroshot's contract (image, condition), told the damage
  --networks IDS      rows of the registry to measure, with commas; default: all
  --detail SHARES     also the networks that have detail, at each of these shares (more than 0 to 1, with commas)
  --methods REGEX     only methods whose names match
  --damage NAME       ${QUALITY_KINDS.map(({ name }) => name).join(', ')}; default clean
  --sizes LIST        x-heights in pixels of the reduced picture; default 1.5,1.75,2,2.25,2.5,3,4,5
  --lines N           lines for each font, ink and size; default 6
  --sheet FILE.png    the first lines of every label
  --json FILE         every figure of every label
  --update-docs       put the tables into docs/benchmarks.md

Examples
  npm run bench:text -- --peers peers
  npm run bench:text -- --damage q50 --sizes 3,4,5 --lines 2 --methods 'lanczos|auto' --sheet text.png
`;

function damageCalled(name: string): Damage {
  const damage = QUALITY_KINDS.find((kind) => kind.name === name);
  if (!damage) throw new WrongUsage(`no damage is called ${name}`);
  return damage;
}

function sizesOf(list: string): number[] {
  const sizes = list.split(',').map(Number);
  if (!sizes.every((size) => size >= 1 && size <= 40))
    throw new WrongUsage(`--sizes is ${list}; it can be numbers from 1 to 40 with commas`);
  return sizes.sort((a, b) => a - b);
}

await runBench(async () => {
  const { values } = parseArgs({
    options: {
      peers: { type: 'string' },
      models: { type: 'string' },
      networks: { type: 'string' },
      detail: { type: 'string' },
      methods: { type: 'string', default: '' },
      damage: { type: 'string', default: 'clean' },
      sizes: { type: 'string', default: '1.5,1.75,2,2.25,2.5,3,4,5' },
      lines: { type: 'string', default: '6' },
      sheet: { type: 'string' },
      json: { type: 'string' },
      'update-docs': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const { peers, models, networks, detail, methods, sheet, json } = values;
  const choice: MethodChoice = {
    ...(peers ? { peers } : {}),
    ...(models ? { models } : {}),
    ...(networks ? { networks: networks.split(',') } : {}),
    ...(detail ? { detail: sharesOf(detail) } : {}),
    methods,
  };
  if ((await methodsFor(4, choice)).length === 0) throw new WrongUsage(`no method matches ${methods}`);
  const damage = damageCalled(values.damage);
  const count = Number(values.lines);
  if (!(Number.isInteger(count) && count > 0)) throw new WrongUsage(`--lines is ${values.lines}`);
  // The same words at every size: only the size changes along a curve.
  const list = sizesOf(values.sizes).flatMap((height) =>
    FONTS.flatMap((font, f) =>
      INKS.map((ink, i): TextJob => {
        const texts = labelLines(count, 1000 + 10 * f + i);
        return { texts, font, ink, height, damage, choice, crops: sheet !== undefined };
      }),
    ),
  );
  const results = await runAll<TextJob, TextResult>(
    new URL('./worker.js', import.meta.url),
    list,
    ({ height, font, ink }) => `${height} px, ${font.name}, ${ink.name}`,
  );
  const rows = results.flatMap((result) => result.rows);
  const text = textTables(rows);
  console.log(text);
  if (json) await writeFile(json, `${JSON.stringify(rows, null, 1)}\n`);
  if (sheet)
    await writeSheet(
      sheet,
      results.flatMap(({ strip }) => strip ?? []),
    );
  if (values['update-docs'])
    await updateDocs('text', `## Small text\n\n${commandLine('bench:text')}\n\n${text}`);
});
