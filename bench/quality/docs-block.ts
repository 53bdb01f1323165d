import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

const PAGE = 'docs/benchmarks.md';

/** The text between two marks replaced; the block is added at the end where it is not there yet. */
export function replaceBlock(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const block = `${begin}\n\n${text.trim()}\n\n${end}`;
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) return `${page.trimEnd()}\n\n${block}\n`;
  return page.slice(0, from) + block + page.slice(to + end.length);
}

/** The command that is running, as a reader would type it: without the folders above those that were given. */
export function commandLine(script: string, args = process.argv.slice(2)): string {
  const quoted = args
    .filter((arg) => arg !== '--update-docs')
    .map((arg) => (/^\.{0,2}\//.test(arg) ? basename(arg) : arg))
    .map((arg) => (/^[\w./,=-]+$/.test(arg) ? arg : `'${arg}'`));
  return `\`${['npm run', script, '--', ...quoted].join(' ')}\``;
}

/** Put a bench's output into its marked block of a page, docs/benchmarks.md by default. */
export async function updateDocs(name: string, text: string, page = PAGE): Promise<void> {
  await writeFile(page, replaceBlock(await readFile(page, 'utf8'), name, text));
}
