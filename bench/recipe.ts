/**
 * What the steps after the master take, one picture at a time:
 *
 *   npm run bench:recipe -- FOLDER [--recipe repurpose] [--threads 2]
 *
 * Printed per picture in milliseconds: waiting for the subject, composing and auditing (of all threads together), and from
 * the finished master to the last file on the clock; then their means. The first picture loads the networks and is done twice.
 */
import { parseArgs } from 'node:util';
import { createEngine, createRecipeRunner, workflow } from 'heroshot';
import { findInputs } from '#heroshot/catalog/inputs.js';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { recipe: { type: 'string', default: 'repurpose' }, threads: { type: 'string', default: '2' } },
});
if (!positionals[0]) {
  console.error('usage: npm run bench:recipe -- FOLDER [--recipe NAME] [--threads N]');
  process.exit(2);
}
const engine = createEngine({ threads: Number(values.threads) });
const runner = createRecipeRunner(engine);
const recipe = workflow(values.recipe);
const inputs = await findInputs(positionals);
await runner.run(inputs[0].path, recipe);

const sums = { subject: 0, compose: 0, audit: 0, total: 0 };
console.log(
  '| picture | master | waited for subject | compose | audit | on the clock |\n| --- | --- | ---: | ---: | ---: | ---: |',
);
for (const { path, name } of inputs) {
  const { report } = await runner.run(path, recipe);
  const row = report.later ?? { subject: 0, compose: 0, audit: 0, total: 0 };
  for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += row[key] / inputs.length;
  print(name, `${report.output.width}×${report.output.height}`, row);
}
print('mean', `${inputs.length} pictures`, sums);
await engine.close();

function print(name: string, size: string, row: typeof sums): void {
  const figures = [row.subject, row.compose, row.audit, row.total].map((ms) => Math.round(ms));
  console.log(`| ${[name, size, ...figures].join(' | ')} |`);
}
