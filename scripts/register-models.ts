/** `npm run models:register`: write the SHA-256 sums of the files in `models/` into the registry's source. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

const REGISTRY = 'src/engine/network/registry.ts';
const ROW = /(file: '([^']+)',\s*sha256:\s*)'([0-9a-f]*)'/g;

const source = await readFile(REGISTRY, 'utf8');
let next = source;
for (const [row, head, file, before] of source.matchAll(ROW)) {
  const bytes = await readFile(`models/${file}`).catch(() => undefined);
  if (!bytes) {
    console.error(`models/${file} is missing`);
    process.exitCode = 1;
    continue;
  }
  const sum = createHash('sha256').update(bytes).digest('hex');
  console.log(`${file}: ${sum === before ? 'unchanged' : sum}`);
  next = next.replace(row, `${head}'${sum}'`);
}
if (next !== source) await writeFile(REGISTRY, next);
