import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine, createRecipeRunner, type Recipe, workflow } from 'heroshot';
import { Manifest } from '#heroshot/catalog/manifest/manifest.js';
import type { CatalogItem, CatalogSource } from '#heroshot/catalog/sources/source.js';
import { recipeHash } from '#heroshot/catalog/work/fingerprint.js';
import { parseLayout } from '#heroshot/catalog/work/layout.js';
import { runCatalog } from '#heroshot/catalog/work/run-catalog.js';
import { peakMemory, residentMemory, slope } from './memory.js';
import { syntheticPicture } from './pictures.js';

const USAGE = `A catalogue of synthetic 300×400 pictures, run as \`heroshot catalog\` runs it.

  npm run bench:catalog -- [--pictures 200] [--at-work 1,2,3] [--threads N] [--recipe NAME] [--cutout] [--each 25]

--pictures  how many
--at-work   pictures at work at the same time; each number is a run of its own, to compare
--threads   of the engine; one per processor where left out
--recipe    a workflow; enhancing alone where left out
--cutout    cut the products out as well
--each      print the memory after so many pictures

Printed: images/hour beside those of the engine alone on one picture again and again, and how memory grows, from a
least-squares line after the first fifth of the run.`;

const { values } = parseArgs({
  options: {
    pictures: { type: 'string', default: '200' },
    'at-work': { type: 'string', default: '2' },
    threads: { type: 'string' },
    recipe: { type: 'string' },
    cutout: { type: 'boolean', default: false },
    each: { type: 'string', default: '0' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const pictures = Number(values.pictures);
const each = Number(values.each);
const engine = createEngine(values.threads ? { threads: Number(values.threads) } : {});
const runner = createRecipeRunner(engine);
const recipe: Recipe = values.recipe
  ? workflow(values.recipe)
  : {
      name: 'enhance',
      steps: [{ step: 'enhance' }, ...(values.cutout ? [{ step: 'cutout' } as const] : [])],
    };

const source: CatalogSource = {
  kind: 'folder',
  async *items() {
    for (let i = 1; i <= pictures; i++) yield itemOf(i);
  },
  read: async ({ position }) => syntheticPicture(position),
  async close() {},
};
const itemOf = (n: number): CatalogItem => ({
  key: `${n}`,
  name: `p${n}`,
  stem: `p${n}`,
  folder: '',
  position: n,
  source: `${n}.jpg`,
});

/** Images/hour of the recipe alone, two at a time, nothing written. */
async function alone(): Promise<number> {
  const bytes = await syntheticPicture(0);
  for (let i = 0; i < 3; i++) await runner.run(bytes, recipe);
  const count = 24;
  let next = 0;
  const feed = async () => {
    while (next++ < count) await runner.run(bytes, recipe);
  };
  const start = performance.now();
  await Promise.all([feed(), feed()]);
  return (count / (performance.now() - start)) * 3_600_000;
}

async function asCatalogue(atWork: number) {
  const out = await mkdtemp(join(tmpdir(), 'heroshot-bench-'));
  const manifest = await Manifest.open(join(out, 'manifest.sqlite'));
  const memory: [number, number][] = [];
  const start = performance.now();
  try {
    const layout = parseLayout();
    const run = {
      source,
      sourcePath: out,
      manifest,
      runner,
      recipe,
      recipeHash: recipeHash(recipe, {}),
      layout,
      out,
    };
    await runCatalog(
      { ...run, atWork },
      {
        onThrough: ({ ending, row }) => {
          if (ending !== 'made') throw new Error(`${row.name} ${ending}: ${row.errorMessage}`);
          memory.push([memory.length + 1, residentMemory()]);
          if (each && memory.length % each === 0)
            console.log(`${memory.length} pictures: ${residentMemory().toFixed(0)} MB`);
        },
      },
    );
  } finally {
    await manifest.close();
    await rm(out, { recursive: true, force: true });
  }
  const hourly = (pictures / (performance.now() - start)) * 3_600_000;
  const warm = memory.filter(([n]) => n > pictures / 5);
  return { hourly, growth: slope(warm), last: warm.at(-1)?.[1] ?? 0 };
}

const hourlyAlone = await alone();
console.log(`recipe ${recipe.name}, ${engine.threads} threads, ${pictures} pictures of 300×400`);
console.log(`the engine alone: ${Math.round(hourlyAlone).toLocaleString('en')} images/hour\n`);
console.log('| at work | images/hour | of the engine alone | growth, MB a picture | at the end, MB |');
console.log('| ---: | ---: | ---: | ---: | ---: |');
for (const atWork of values['at-work'].split(',').map(Number)) {
  const { hourly, growth, last } = await asCatalogue(atWork);
  const share = Math.round((100 * hourly) / hourlyAlone);
  console.log(
    `| ${atWork} | ${Math.round(hourly).toLocaleString('en')} | ${share} % | ${growth.toFixed(3)} | ${last.toFixed(0)} |`,
  );
}
console.log(`\npeak memory: ${peakMemory()?.toFixed(0)} MB`);
await engine.close();
