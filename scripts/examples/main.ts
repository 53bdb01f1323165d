import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Master } from './canvas.js';
import { drawGarment } from './garment.js';
import { drawGlass } from './glass.js';
import { drawLabel } from './label.js';
import { drawLeather } from './leather.js';
import { type Squeeze, shrink, writeJpeg, writePng } from './supplier.js';
import { drawWeave } from './weave.js';

interface Drawing {
  name: string;
  draw: () => Promise<Master>;
  squeeze: Squeeze;
}

// The settings differ on purpose: suppliers' files do, and each harms another material.
const DRAWINGS: Drawing[] = [
  { name: 'label', draw: drawLabel, squeeze: { quality: 72, chromaSubsampling: '4:2:0' } },
  { name: 'weave', draw: drawWeave, squeeze: { quality: 60, chromaSubsampling: '4:2:0' } },
  { name: 'leather', draw: drawLeather, squeeze: { quality: 80, chromaSubsampling: '4:2:0' } },
  { name: 'glass', draw: drawGlass, squeeze: { quality: 85, chromaSubsampling: '4:4:4' } },
  { name: 'garment', draw: drawGarment, squeeze: { quality: 50, chromaSubsampling: '4:2:0' } },
];

const { values, positionals } = parseArgs({
  options: { out: { type: 'string', default: 'examples' }, masters: { type: 'string' } },
  allowPositionals: true,
});
const wanted = DRAWINGS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const strangers = positionals.filter((given) => !DRAWINGS.some(({ name }) => name === given));
if (strangers.length) {
  console.error(`No drawing is called ${strangers.join(', ')}. Known: ${DRAWINGS.map((d) => d.name).join(', ')}.`);
  process.exit(2);
}

await mkdir(values.out, { recursive: true });
if (values.masters) await mkdir(values.masters, { recursive: true });
for (const { name, draw, squeeze } of wanted) {
  const began = performance.now();
  const master = await draw();
  if (values.masters) await writePng(master, join(values.masters, `${name}.png`));
  const small = shrink(master);
  const file = join(values.out, `${name}.jpg`);
  const size = await writeJpeg(small, file, squeeze);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${file}  ${small.width} x ${small.height}  ${(size / 1000).toFixed(0)} kB  ${seconds} s`);
}
