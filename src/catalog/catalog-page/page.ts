import { join } from 'node:path';
import { writeAtomically } from '../atomic-file.js';
import type { PictureRow } from '../manifest/row.js';
import { catalogHtml, SCRIPTS } from './document.js';
import { rowHtml } from './row-html.js';
import { dataScript } from './script-file.js';
import { ScriptFolder } from './script-folder.js';
import { SearchIndex } from './search-index.js';
import type { CatalogSummary } from './tally.js';
import { thumbnailsIn } from './thumbnails.js';

/** Rows that a browser loads at once. */
const ROWS_A_SCRIPT = 200;

/**
 * Write the `report.html` of a catalogue, with a folder `report` beside it: an index of all pictures, their rows in
 * scripts of 200 that are loaded when they are looked at, and the thumbnails that {@link writeThumbnails} put there.
 * It opens from a disk, without a server.
 *
 * Rows are streamed: of each only what the search needs stays in memory. They are listed as they come; sorted "in the
 * source's order" they stand by `ordinal`. An older page stays whole until the new one takes its place, last of all.
 *
 * @param out the output folder; paths in the rows are relative to it
 * @throws {HeroshotError} `disk_full` or `not_writable`; the older page is untouched. What `rows` throws passes through.
 */
export async function writeCatalogPage(
  out: string,
  rows: AsyncIterable<PictureRow> | Iterable<PictureRow>,
  summary: CatalogSummary,
): Promise<void> {
  const folder = await ScriptFolder.open(join(out, SCRIPTS));
  try {
    const index = await writeScripts(folder, rows, await thumbnailsIn(out));
    await writeAtomically(join(out, 'report.html'), catalogHtml(summary, index));
  } catch (error) {
    await folder.undo();
    throw error;
  }
  await folder.removeOlder();
}

/** Write rows and index; the name of the index's script. */
async function writeScripts(
  folder: ScriptFolder,
  rows: AsyncIterable<PictureRow> | Iterable<PictureRow>,
  thumbnails: ReadonlySet<string>,
): Promise<string> {
  const index = new SearchIndex();
  const scripts: string[] = [];
  let html: string[] = [];
  const flush = async () => {
    if (html.length === 0) return;
    const number = scripts.length;
    const stem = `rows-${String(number + 1).padStart(4, '0')}`;
    scripts.push(await folder.write(stem, dataScript('heroshotRows', number, html)));
    html = [];
  };
  for await (const row of rows) {
    index.add(row);
    const sameAs = row.sameAs === null ? undefined : index.nameOf(row.sameAs);
    html.push(rowHtml(row, { thumbnails, sameAs }));
    if (html.length === ROWS_A_SCRIPT) await flush();
  }
  await flush();
  return folder.write('index', dataScript('heroshotIndex', index.data(scripts, ROWS_A_SCRIPT)));
}
