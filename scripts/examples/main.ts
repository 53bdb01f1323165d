import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import type { Master } from './canvas.js';
import { drawGarment } from './garment.js';
import { drawGlass } from './glass.js';
import { drawLabel } from './label.js';
import { drawLeather } from './leather.js';
import { type Squeeze, shrink, writeJpeg, writePng } from './supplier.js';
import { drawWeave } from './weave.js';

interface Drawing {
  draw: () => Promise<Master>;
  squeeze: Squeeze;
}

// The settings differ on purpose: suppliers' files do, and each harms another material. The slowest come first,
// so that no thread is left alone with one at the end.
const DRAWINGS: Record<string, Drawing> = {
  glass: { draw: drawGlass, squeeze: { quality: 85, chromaSubsampling: '4:4:4' } },
  garment: { draw: drawGarment, squeeze: { quality: 50, chromaSubsampling: '4:2:0' } },
  weave: { draw: drawWeave, squeeze: { quality: 60, chromaSubsampling: '4:2:0' } },
  leather: { draw: drawLeather, squeeze: { quality: 80, chromaSubsampling: '4:2:0' } },
  label: { draw: drawLabel, squeeze: { quality: 72, chromaSubsampling: '4:2:0' } },
};

interface Order {
  name: string;
  out: string;
  masters: string | undefined;
}

async function make({ name, out, masters }: Order): Promise<void> {
  const { draw, squeeze } = DRAWINGS[name];
  const began = performance.now();
  const master = await draw();
  if (masters) await writePng(master, join(masters, `${name}.png`));
  const small = shrink(master);
  const file = join(out, `${name}.jpg`);
  const size = await writeJpeg(small, file, squeeze);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${file}  ${small.width} x ${small.height}  ${(size / 1000).toFixed(0)} kB  ${seconds} s`);
}

/** Draws on another thread, since one picture keeps a core busy for seconds. */
function delegate(order: Order): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: order });
    worker.once('error', reject);
    worker.once('exit', (code) =>
      code ? reject(new Error(`${order.name} ended with code ${code}`)) : resolve(),
    );
  });
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { out: { type: 'string', default: 'examples' }, masters: { type: 'string' } },
    allowPositionals: true,
  });
  const known = Object.keys(DRAWINGS);
  const stranger = positionals.find((name) => !known.includes(name));
  if (stranger) throw new Error(`No drawing is called '${stranger}'. Known: ${known.join(', ')}.`);
  const { out, masters } = values;
  await mkdir(out, { recursive: true });
  if (masters) await mkdir(masters, { recursive: true });
  const queue = positionals.length ? positionals : known;
  const threads = Array.from({ length: Math.min(availableParallelism(), queue.length) }, async () => {
    for (let name = queue.shift(); name; name = queue.shift()) await delegate({ name, out, masters });
  });
  await Promise.all(threads);
}

if (isMainThread) await main();
else await make(workerData as Order);
