import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { findSubject } from '#heroshot/cutout/cutout.js';
import { matteNetwork } from '#heroshot/cutout/matte-network.js';
import { refineMatte } from '#heroshot/cutout/refine.js';
import { boxColours } from '#heroshot/cutout/sampling.js';
import type { Matte, Raster } from '#heroshot/engine/raster.js';
import { backgrounds, compose, products, reduced } from './scene.js';
import { type Score, scoreOf } from './score.js';

const USAGE = `How near cut-outs come to the truth: products with transparency are laid on backgrounds and cut out again.

  npm run bench:cutout -- --data FOLDER [--data FOLDER...] [--photographs FOLDER] [--each]

--data         folders of PNG files with alpha, the truth
--photographs  folder of JPEG files for backgrounds
--each         print every picture`;

const { values } = parseArgs({
  options: {
    data: { type: 'string', multiple: true },
    photographs: { type: 'string' },
    each: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help || !values.data) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}

/** The network's own answer, enlarged to the picture: what everybody who runs U²-Netp gets. */
async function rawMatte(original: Raster, { width, height }: Raster): Promise<Matte> {
  const network = await matteNetwork();
  const { side } = network;
  const whole = { left: 0, top: 0, width: original.width, height: original.height };
  const map = await network.run(await boxColours(original, whole, { width: side, height: side }));
  const [low, high] = [map.reduce((a, b) => Math.min(a, b)), map.reduce((a, b) => Math.max(a, b))];
  const bytes = Uint8Array.from(map, (value) => (255 * (value - low)) / (high - low));
  const alpha = await sharp(bytes, { raw: { width: side, height: side, channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  return { width, height, alpha };
}

interface Row {
  background: string;
  raw: Score;
  refined: Score;
  confidence: number;
  seconds: number;
}

const rows: Row[] = [];
for (const folder of values.data)
  for (const product of await products(folder))
    for (const background of await backgrounds(values.photographs)) {
      const master = await compose(product, background);
      const original = await reduced(master, 0.5);
      const raw = scoreOf(await rawMatte(original, master), product.truth);
      const before = process.cpuUsage();
      const subject = await findSubject(original);
      const matte = refineMatte(subject, master, new Uint8Array(master.width * master.height));
      const { user, system } = process.cpuUsage(before);
      const refined = scoreOf(matte, product.truth);
      const { confidence } = subject;
      rows.push({ background: background.name, raw, refined, confidence, seconds: (user + system) / 1e6 });
      if (values.each)
        console.error(
          `${product.name} on ${background.name}: IoU ${raw.iou.toFixed(3)} -> ${refined.iou.toFixed(3)}, edge ${raw.edge.toFixed(3)} -> ${refined.edge.toFixed(3)}, confidence ${confidence}`,
        );
    }

const mean = (some: Row[], of: (row: Row) => number) =>
  some.reduce((sum, row) => sum + of(row), 0) / some.length;
const line = (name: string, some: Row[]) => {
  const [raw, refined] = [mean(some, (r) => r.raw.edge), mean(some, (r) => r.refined.edge)];
  return `| ${[
    name,
    some.length,
    mean(some, (r) => r.raw.iou).toFixed(3),
    mean(some, (r) => r.refined.iou).toFixed(3),
    raw.toFixed(4),
    refined.toFixed(4),
    `${Math.round((100 * refined) / raw)} %`,
    mean(some, (r) => r.seconds).toFixed(2),
  ].join(' | ')} |`;
};
const names = [...new Set(rows.map(({ background }) => background))];
console.log(`| background | pictures | IoU, net | IoU, ours | edge error, net | edge error, ours | of it | CPU s |
| --- | --- | --- | --- | --- | --- | --- | --- |
${names
  .map((name) =>
    line(
      name,
      rows.filter(({ background }) => background === name),
    ),
  )
  .join('\n')}
${line('all', rows)}`);
