import { readFile, writeFile } from 'node:fs/promises';

const PAGE = 'docs/benchmarks.md';

/** Put a part's tables between its markers in docs/benchmarks.md. */
export async function writeDocsBlock(name: string, text: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const [from, to] = [`<!-- downstream:${name} -->`, `<!-- /downstream:${name} -->`];
  const [start, end] = [page.indexOf(from), page.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`${PAGE} has no place ${from} … ${to}`);
  await writeFile(PAGE, `${page.slice(0, start + from.length)}\n${text}\n${page.slice(end)}`);
}
