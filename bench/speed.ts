/**
 * `npm run bench:speed [-- --threads N --runs N --input FILE --scale 2|4 --tier standard|edge
 * --precision auto|float32|int8 --format jpeg|webp]`: what a 600×800 JPEG to 2400×3200 costs, stage
 * by stage, with images/hour, the share of the machine's measured convolution peak, and peak memory.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createEngine, type OutputFormat, type PrecisionOption, type Tier, type Timings } from 'heroshot';
import sharp from 'sharp';
import { modelFor } from '#heroshot/engine/network/registry.js';
import { MAX_TILE_PIXELS, planTiles } from '#heroshot/engine/network/tiles.js';

const { values } = parseArgs({
  options: {
    threads: { type: 'string' },
    runs: { type: 'string', default: '5' },
    input: { type: 'string' },
    scale: { type: 'string', default: '4' },
    tier: { type: 'string', default: 'standard' },
    precision: { type: 'string', default: 'auto' },
    format: { type: 'string', default: 'keep' },
  },
});
const scale = Number(values.scale) as 2 | 4;
const runs = Number(values.runs);

/** A supplier's 600×800 JPEG: structure, gradients and a little noise, always the same. */
async function supplierPicture(): Promise<Buffer> {
  const [width, height] = [600, 800];
  const data = Buffer.alloc(width * height * 3);
  let seed = 1;
  for (let i = 0; i < data.length; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    const pattern =
      60 * Math.sin(x / 3.7) * Math.cos(y / 5.1) + (Math.hypot(x - 300, y - 400) < 220 ? -50 : 60);
    data[i] = Math.max(0, Math.min(255, 140 + pattern + (seed >>> 28) - 8));
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 80 })
    .toBuffer();
}

/** Peak resident memory in MB, where the system tells (Linux). */
function peakMemory(): number | undefined {
  try {
    const line = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
    return line ? Number(line[1]) / 1024 : undefined;
  } catch {
    return undefined;
  }
}

const input = values.input ?? (await supplierPicture());
const engine = createEngine({
  precision: values.precision as PrecisionOption,
  ...(values.threads ? { threads: Number(values.threads) } : {}),
});
const options = { scale, tier: values.tier as Tier, format: values.format as 'keep' | OutputFormat };
const timings: Timings[] = [];
await engine.enhance(input, options);
let report = (await engine.enhance(input, options)).report;
for (let i = 0; i < runs; i++) {
  report = (await engine.enhance(input, options)).report;
  timings.push(report.timings);
}
const median = (stage: keyof Timings) =>
  timings.map((t) => t[stage]).sort((a, b) => a - b)[Math.floor(runs / 2)];

const peakAlone = peakMemory();
const batchStart = performance.now();
const batch = Math.max(4, runs);
let next = 0;
const feed = async () => {
  while (next++ < batch) await engine.enhance(input, options);
};
await Promise.all([feed(), feed()]);
const hourly = (batch / (performance.now() - batchStart)) * 3_600_000;

const { width, height } = report.input;
const { halo, parameters, id } = modelFor(scale, options.tier);
const precision = report.network?.precision ?? 'float32';
const tiles = planTiles(width, height, halo, engine.threads, MAX_TILE_PIXELS[precision]);
const computed = tiles.reduce((sum, { outer }) => sum + outer.width * outer.height, 0);
const gflop = (2 * parameters * computed) / 1e9;
const threads = Math.min(engine.threads, tiles.length);
const network = median('network');
const wall = network / threads;
const rest = (['decode', 'condition', 'guard', 'encode', 'measure'] as const).reduce(
  (sum, s) => sum + median(s),
  0,
);

console.log(
  `${width}×${height} ${report.input.format} -> ${report.output.width}×${report.output.height} ${report.output.format}`,
);
console.log(`${id}, ${precision}, ${engine.threads} threads, ${tiles.length} tiles, median of ${runs}\n`);
console.log('| stage | ms | share of the network |\n| --- | ---: | ---: |');
console.log(`| network (on ${threads} threads) | ${wall.toFixed(0)} | 100 % |`);
console.log(
  `| tiles in and out | ${(median('tiles') / threads).toFixed(0)} | ${((median('tiles') / network) * 100).toFixed(1)} % |`,
);
for (const stage of ['decode', 'condition', 'guard', 'encode', 'measure'] as const)
  console.log(`| ${stage} | ${median(stage).toFixed(0)} | ${((median(stage) / wall) * 100).toFixed(1)} % |`);
console.log(
  `\ndecode + condition + guard + encode + measure: ${((rest / wall) * 100).toFixed(1)} % of the network (goal: 25 %)`,
);
console.log(`one picture: ${median('total').toFixed(0)} ms`);
console.log(`in a batch: ${Math.round(hourly).toLocaleString('en')} images/hour`);
console.log(
  `network: ${((gflop / wall) * 1000).toFixed(0)} GFLOP/s on ${threads} threads, halo overhead ${((computed / (width * height) - 1) * 100).toFixed(0)} %`,
);
const peak = peakMemory();
if (peak && peakAlone)
  console.log(
    `peak memory: ${peakAlone.toFixed(0)} MB one at a time (goal: 700 MB), ${peak.toFixed(0)} MB in a batch`,
  );
await engine.close();
