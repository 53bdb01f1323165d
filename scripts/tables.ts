/** `npm run docs:tables`: writes the tables in docs/ that come from data in the code. A test holds them against it. */
import { writeFile } from 'node:fs/promises';
import { tablePages } from './table-pages.js';

for (const [file, text] of Object.entries(tablePages())) await writeFile(file, text);
