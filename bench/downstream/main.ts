import { parseArgs } from 'node:util';
import { updateDocs } from '../quality/docs-block.js';
import { PARTS, type Part } from './parts.js';

const USAGE = `What the tools that an enhanced picture feeds gain from it.

  npm run bench:downstream -- [part...] [--data FOLDER] [--count N] [--docs]

parts    ${Object.entries(PARTS)
  .map(([name, { about }]) => `${name}: ${about}`)
  .join('\n         ')}
         all of them where none is named
--data   a folder of pictures: sharp PNGs for clip, which needs them; beside those in examples/ for place
--count  pictures of the folder at most, evenly chosen; 6 by default
--docs   write the tables into docs/benchmarks.md`;

const { values, positionals } = parseArgs({
  options: {
    data: { type: 'string' },
    count: { type: 'string', default: '6' },
    docs: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals : Object.keys(PARTS);
if (values.help || names.some((name) => !Object.hasOwn(PARTS, name))) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}
for (const name of names) {
  const part: Part = PARTS[name];
  const text = await part.run({ data: values.data, count: Number(values.count) });
  console.log(`${text}\n`);
  if (values.docs) await updateDocs(`downstream-${name}`, text);
}
