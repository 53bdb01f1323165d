import { parseArgs } from 'node:util';
import { MODELS } from 'heroshot';
import { type Damage, QUALITY_KINDS } from '../degrade.js';
import type { MethodChoice } from './methods.js';
import { WrongUsage } from './wrong-usage.js';

export const HELP = `What every method makes of pictures with a known truth, side by side in one run.

  npm run bench:quality -- --truth FOLDER [--truth FOLDER ...] [options]

  --truth FOLDER      folder of sharp PNGs; may be given several times
  --peers DIR         folder of other networks (*.onnx, name ending in -x2 or -x4)
  --models FOLDER     folder of further networks under heroshot's contract (image, condition), told the damage
  --networks IDS      rows of the registry to measure, with commas; default: all
  --detail SHARES     also the networks that have detail, at each of these shares (more than 0 to 1, with commas)
  --upscaler N        at 4×, also the npm package upscaler in its own runtime, on N pictures of each folder, in tables of
                      their own; first: npm ci --prefix bench/quality/upscaler
  --methods REGEX     only methods whose names match
  --damage REGEX      only damages whose names match: ${QUALITY_KINDS.map(({ name }) => name).join(', ')}
  --scale 2|4         enlargement; may be given several times; default 4
  --count N           at most N pictures of each folder, evenly spread
  --speed             also seconds, share of the convolution peak and memory for one 600×800 picture
  --sheet FILE.png    contact sheet of crops at 100 %
  --json FILE         every figure of every picture
  --update-docs       put the tables into docs/benchmarks.md

Examples
  npm run bench:quality -- --truth photos --peers peers --count 2
  npm run bench:quality -- --truth sets/Set5 --truth sets/Set14 --scale 2 --scale 4 --damage '^clean$'
  npm run bench:quality -- --truth products --damage q50 --methods 'bicubic|auto' --sheet sheet.png
  npm run bench:quality -- --speed --peers peers
`;

export interface QualityOptions {
  truth: string[];
  scales: (2 | 4)[];
  count: number;
  damages: Damage[];
  choice: MethodChoice;
  upscaler: number;
  speed: boolean;
  sheet?: string;
  json?: string;
  updateDocs: boolean;
}

/** A regular expression of the command line. */
function pattern(option: string, source = ''): RegExp {
  try {
    return new RegExp(source, 'i');
  } catch (error) {
    throw new WrongUsage(`--${option} is no regular expression: ${(error as Error).message}`);
  }
}

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text))
    throw new WrongUsage(`--${option} is ${text}; it can be a whole number from 1`);
  return Number(text);
}

/** The list of `--detail`. */
export function sharesOf(list: string): number[] {
  const shares = list.split(',').map(Number);
  if (!shares.every((share) => share > 0 && share <= 1))
    throw new WrongUsage(`--detail is ${list}; it can be numbers above 0, up to 1, with commas`);
  return shares;
}

/** Read the command line. `undefined` where only help is asked for. */
export function parseOptions(args: string[]): QualityOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      truth: { type: 'string', multiple: true, default: [] },
      peers: { type: 'string' },
      models: { type: 'string' },
      networks: { type: 'string' },
      detail: { type: 'string' },
      upscaler: { type: 'string' },
      methods: { type: 'string', default: '' },
      damage: { type: 'string' },
      scale: { type: 'string', multiple: true, default: ['4'] },
      count: { type: 'string' },
      speed: { type: 'boolean', default: false },
      sheet: { type: 'string' },
      json: { type: 'string' },
      'update-docs': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  if (values.truth.length === 0 && !values.speed) throw new WrongUsage('--truth FOLDER is missing');
  const scales = values.scale.map((text) => {
    if (text !== '2' && text !== '4') throw new WrongUsage(`--scale is ${text}; it can be 2 or 4`);
    return Number(text) as 2 | 4;
  });
  const wanted = pattern('damage', values.damage);
  const damages = QUALITY_KINDS.filter(({ name }) => wanted.test(name));
  if (damages.length === 0) throw new WrongUsage(`no damage matches --damage ${values.damage}`);
  const networks = values.networks?.split(',');
  const unknown = networks?.find((id) => !MODELS.some((model) => model.id === id));
  if (unknown !== undefined)
    throw new WrongUsage(
      `no network is called ${unknown}; there are ${MODELS.map(({ id }) => id).join(', ')}`,
    );
  pattern('methods', values.methods);
  return {
    truth: values.truth,
    scales: [...new Set(scales)],
    count: values.count ? wholeNumber('count', values.count) : Number.POSITIVE_INFINITY,
    damages,
    choice: {
      ...(values.peers ? { peers: values.peers } : {}),
      ...(values.models ? { models: values.models } : {}),
      ...(networks ? { networks } : {}),
      ...(values.detail ? { detail: sharesOf(values.detail) } : {}),
      methods: values.methods,
    },
    upscaler: values.upscaler ? wholeNumber('upscaler', values.upscaler) : 0,
    speed: values.speed,
    ...(values.sheet ? { sheet: values.sheet } : {}),
    ...(values.json ? { json: values.json } : {}),
    updateDocs: values['update-docs'],
  };
}
