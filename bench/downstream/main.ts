/**
 * `npm run bench:downstream -- FOLDER_OF_SHARP_PNGS [PART…] [--update-docs]`: what the enhanced picture brings to the tools behind
 * it, part by part; all of them where none is named.
 */
import { parseArgs } from 'node:util';
import { commandLine, updateDocs } from '../quality/docs-block.js';
import { clip } from './clip.js';

const PARTS = [clip];

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { 'update-docs': { type: 'boolean', default: false } },
});
const [folder, ...names] = positionals;
const unknown = names.find((name) => !PARTS.some((part) => part.name === name));
if (!folder || unknown) {
  console.error(
    `usage: npm run bench:downstream -- FOLDER_OF_SHARP_PNGS [${PARTS.map(({ name }) => name).join('|')}…] [--update-docs]`,
  );
  process.exit(2);
}
for (const part of PARTS.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const text = `${await part.run(folder)}\n\n${commandLine('bench:downstream')}`;
  console.log(text);
  if (values['update-docs']) await updateDocs(`downstream-${part.name}`, text);
}
