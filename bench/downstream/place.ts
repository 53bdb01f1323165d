import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createEngine, createRecipeRunner, type PlaceStep, type Recipe } from 'heroshot';
import sharp from 'sharp';
import { type Edge, edgesOf, edgeWidth, type Grey } from './edge-width.js';
import { evenly } from './evenly.js';
import type { Part } from './parts.js';

/** A plain wall in perspective, on which a design of 600 px is shown about three times as large as it is. */
const WALL = { width: 2400, height: 2800 };
const QUAD: NonNullable<PlaceStep['quad']> = [
  [260, 240],
  [2120, 330],
  [2060, 2560],
  [300, 2480],
];

/** Longest side to which larger pictures are brought: designs as suppliers ship them. */
const SUPPLIED = 800;

/** What enhancing first is worth to a placed product: the width of the same edges without and with it. */
export const placePart: Part = {
  about: 'width of a placed product’s edges, as it came and enhanced first',
  async run({ data, count }) {
    const files = (await pictures('examples')).concat(data ? evenly(await pictures(data), count) : []);
    const engine = createEngine();
    const runner = createRecipeRunner(engine);
    const wall = await sharp({ create: { ...WALL, channels: 3, background: '#c8c8c8' } })
      .png()
      .toBuffer();
    const place = async (bytes: Buffer, enhance: boolean) => {
      const step: PlaceStep = { step: 'place', on: wall, quad: QUAD, fit: 'contain', enhance, shade: 0 };
      const recipe: Recipe = { name: 'bench', steps: [{ step: 'enhance' }, step] };
      const { outputs, report } = await runner.run(bytes, recipe);
      const placed = outputs.find((output) => output.for === 'placed');
      return { grey: await greyOf(placed?.bytes as Uint8Array), report };
    };
    const rows: string[][] = [];
    const ratios: number[] = [];
    try {
      for (const file of files) {
        const bytes = await supplied(file);
        const [came, enhanced] = [await place(bytes, false), await place(bytes, true)];
        const box = came.report.placement?.composed.box ?? { left: 0, top: 0, ...WALL };
        const inside = (x: number, y: number) =>
          x > box.left + 60 &&
          y > box.top + 60 &&
          x < box.left + box.width - 60 &&
          y < box.top + box.height - 60;
        const pairs = edgesOf(came.grey, inside).flatMap((edge) => pair(came.grey, enhanced.grey, edge));
        if (pairs.length < 8) continue;
        const [before, after] = [median(pairs.map(([a]) => a)), median(pairs.map(([, b]) => b))];
        ratios.push(after / before);
        const scale = enhanced.report.placement?.design.scale;
        rows.push([
          basename(file),
          String(pairs.length),
          `${scale}×`,
          before.toFixed(2),
          after.toFixed(2),
          percent(after / before),
        ]);
      }
    } finally {
      await engine.close();
    }
    const head = ['picture', 'edges', 'enhanced', 'as it came, px', 'enhanced first, px', 'narrower by'];
    const lines = [head, ['---', '---:', '---:', '---:', '---:', '---:'], ...rows];
    const table = lines.map((row) => `| ${row.join(' | ')} |`).join('\n');
    return `${table}\n\nMedian over ${rows.length} pictures: edges ${percent(median(ratios))} narrower.`;
  },
};

const percent = (ratio: number) => `${Math.round((1 - ratio) * 100)} %`;

function pair(a: Grey, b: Grey, edge: Edge): [number, number][] {
  const [before, after] = [edgeWidth(a, edge), edgeWidth(b, edge)];
  return before === undefined || after === undefined ? [] : [[before, after]];
}

async function pictures(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => /\.(jpe?g|png|webp)$/i.test(name))
    .sort()
    .map((name) => join(folder, name));
}

async function supplied(file: string): Promise<Buffer> {
  const { width, height } = await sharp(file).metadata();
  const image = sharp(file).flatten({ background: '#ffffff' });
  if (Math.max(width, height) <= SUPPLIED) return image.png().toBuffer();
  return image.resize(SUPPLIED, SUPPLIED, { fit: 'inside' }).jpeg({ quality: 85 }).toBuffer();
}

async function greyOf(bytes: Uint8Array): Promise<Grey> {
  const { data, info } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, values: Float32Array.from(data) };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
