import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { FINDINGS } from './findings.js';

test('docs/cutout.md has a row for every finding', async () => {
  const page = await readFile('docs/cutout.md', 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, code, message]) => [code, message]);
  expect(rows).toEqual(Object.entries(FINDINGS));
});
