import { join } from 'node:path';
import type { Manifest } from '../manifest/manifest.js';
import type { PictureRow } from '../manifest/row.js';
import { writeImportCopy } from '../tables/import-copy.js';
import { ResultsCsv } from '../tables/results-csv.js';
import type { Table } from '../tables/table.js';

/** Names of the files that tell what became of a catalogue, in its output folder. */
export const RESULTS = 'results.csv';
export const IMPORT_COPY = 'import.csv';

/**
 * Write results.csv: a line per picture, which row, column and SKU join to the table it came from.
 *
 * @param outputs `master` and the marketplaces, a column each
 * @throws {HeroshotError} `disk_full`, `not_writable`
 */
export async function writeResults(out: string, manifest: Manifest, outputs: string[]): Promise<string> {
  const path = join(out, RESULTS);
  const csv = await ResultsCsv.create(path, { outputs });
  try {
    for await (const picture of manifest.rows()) await csv.write(resultOf(picture));
  } catch (error) {
    await csv.discard();
    throw error;
  }
  await csv.close();
  return path;
}

function resultOf(picture: PictureRow) {
  const master = picture.outputs.find((file) => file.for === 'master');
  return {
    row: picture.row ?? undefined,
    column: picture.column ?? undefined,
    sku: picture.sku ?? undefined,
    source: picture.source,
    state: picture.state,
    verdict: picture.verdict ?? undefined,
    errorCode: picture.errorCode ?? undefined,
    errorMessage: picture.errorMessage ?? undefined,
    files: Object.fromEntries(picture.outputs.map((file) => [file.for, file.path])),
    width: master?.width,
    height: master?.height,
    seconds: picture.seconds ?? undefined,
  };
}

/** Which file of a picture a shop's table is to name, and where the shop will find it. */
export interface ImportOptions {
  /** `master` or a marketplace. */
  file: string;
  /** What comes before a file's path, e.g. `https://cdn.example.com/`. */
  urlBase?: string | undefined;
}

/**
 * Write the shop's own table again with the new files in place of the pictures that are done; the others keep their cells.
 *
 * @throws {HeroshotError} `disk_full`, `not_writable`
 */
export async function writeImport(
  out: string,
  manifest: Manifest,
  table: Table,
  { file, urlBase }: ImportOptions,
): Promise<string> {
  const names = new Map<string, string>();
  for await (const { row, column, index, state, outputs } of manifest.rows()) {
    const made = state === 'done' ? outputs.find((one) => one.for === file)?.path : undefined;
    if (row === null || column === null || index === null || !made) continue;
    names.set(placeKey(row, column, index), urlBase ? addressOf(made, urlBase) : made);
  }
  const path = join(out, IMPORT_COPY);
  await writeImportCopy(table, path, (row, column, index) => names.get(placeKey(row, column, index)));
  return path;
}

const placeKey = (row: number, column: string, index: number) => `${row} ${index} ${column}`;

function addressOf(path: string, base: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `${base.replace(/\/*$/, '/')}${encoded}`;
}
