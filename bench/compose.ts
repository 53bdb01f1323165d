/**
 * `npm run bench:compose [-- --runs N --input FILE --width 2400 --height 3200]`: what four files of one master cost, each
 * alone and all together, decode verification included, in CPU and wall milliseconds, and the memory that they take.
 *
 * Without `--input` a woven product is drawn on a backdrop; its matte is made by drawing, of a file's own by nothing.
 */
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { composeFiles, type Target } from '#heroshot/compose/compose.js';
import type { Matte, Raster } from '#heroshot/engine/raster.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    input: { type: 'string' },
    width: { type: 'string', default: '2400' },
    height: { type: 'string', default: '3200' },
  },
});
const runs = Number(values.runs);
const [width, height] = [Number(values.width), Number(values.height)];

const white = { mode: 'pad', background: 'white', fill: { least: 0.85, most: 0.9 } } as const;
const TARGETS: Record<string, Target> = {
  '2000×2000 JPEG on white': {
    frame: { ...white, canvas: { width: 2000, height: 2000, minimum: 1000 } },
    output: { format: 'jpeg' },
  },
  '2048 JPEG, own shape': {
    frame: { canvas: { wanted: 2048 }, mode: 'crop', background: 'edge' },
    output: { format: 'jpeg' },
  },
  '1080×1080 JPEG crop': {
    frame: { canvas: { width: 1080, height: 1080 }, mode: 'crop', background: 'edge' },
    output: { format: 'jpeg' },
  },
  '1080×1920 JPEG, blur': {
    frame: { canvas: { width: 1080, height: 1920 }, mode: 'pad', background: 'blur' },
    output: { format: 'jpeg' },
  },
};

/** A woven ellipse on a wall, with its matte. */
function drawnProduct(): { master: Raster; matte: Matte } {
  const samples = new Uint8Array(new SharedArrayBuffer(width * height * 3));
  const alpha = new Uint8Array(new SharedArrayBuffer(width * height));
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const u = (x - width / 2) / (width * 0.36);
      const v = (y - height / 2) / (height * 0.4);
      const cover = Math.min(1, Math.max(0, (1 - Math.hypot(u, v)) * width * 0.3));
      const weave = 25 * Math.sin(x * 0.8) * Math.cos(y * 0.6);
      alpha[i] = 255 * cover;
      for (let c = 0; c < 3; c++)
        samples[i * 3 + c] = cover * ([150, 70, 60][c] + weave) + (1 - cover) * (228 - y / 200);
    }
  return { master: { width, height, channels: 3, samples }, matte: { width, height, alpha } };
}

async function photograph(path: string): Promise<{ master: Raster; matte: undefined }> {
  const { data, info } = await sharp(path)
    .flatten({ background: '#ffffff' })
    .resize(width, height, { fit: 'cover' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { master: { width: info.width, height: info.height, channels: 3, samples: data }, matte: undefined };
}

const { master, matte } = values.input ? await photograph(values.input) : drawnProduct();

/** Median wall and CPU milliseconds of the runs, and the last one's files. */
async function measure(targets: Target[]) {
  const walls: number[] = [];
  const cpus: number[] = [];
  let files = await composeFiles(master, matte, undefined, targets);
  for (let i = 0; i < runs; i++) {
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    files = await composeFiles(master, matte, undefined, targets);
    const { user, system } = process.cpuUsage(cpu);
    walls.push(performance.now() - start);
    cpus.push((user + system) / 1000);
  }
  const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
  return { wall: median(walls), cpu: median(cpus), least: Math.min(...walls), files };
}

console.log(`master ${width}×${height}, median of ${runs}, decoding of every file included\n`);
console.log('| file | CPU ms | wall ms | least wall ms | kB |\n| --- | ---: | ---: | ---: | ---: |');
const row = (name: string, { cpu, wall, least, files }: Awaited<ReturnType<typeof measure>>) => {
  const bytes = files.reduce((sum, file) => sum + file.bytes.byteLength, 0);
  const cells = [cpu, wall, least, bytes / 1000].map((value) => value.toFixed(0));
  console.log(`| ${[name, ...cells].join(' | ')} |`);
};
for (const [name, target] of Object.entries(TARGETS)) row(name, await measure([target]));
row('all four together (goal: 800 wall)', await measure(Object.values(TARGETS)));
const { maxRSS } = process.resourceUsage();
console.log(
  `\nmaster and matte: ${((width * height * (3 + (matte ? 1 : 0))) / 1e6).toFixed(0)} MB; peak of the process: ${(maxRSS / 1024).toFixed(0)} MB`,
);
