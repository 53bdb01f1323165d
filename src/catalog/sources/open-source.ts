import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { sniff } from '../../engine/decode/sniff.js';
import { HeroshotError, readError } from '../../engine/errors.js';
import { openFolder } from './folder-source.js';
import { openList } from './list-source.js';
import type { CatalogSource, SourceOptions } from './source.js';
import { openTable } from './table-source.js';
import { openZip } from './zip-source.js';

/** Files that people give by mistake: what stands at which byte, and what to do instead. */
const MISTAKEN: [at: number, bytes: string, what: string][] = [
  [30, '[Content_Types].xml', 'is a spreadsheet; save it as CSV'],
  [30, 'mimetypeapplication/vnd.oasis', 'is a spreadsheet; save it as CSV'],
  [0, '\xd0\xcf\x11\xe0', 'is an old office file; save it as CSV'],
  [0, 'Rar!', 'is an archive of another kind; pack it as ZIP'],
  [0, '7z\xbc\xaf', 'is an archive of another kind; pack it as ZIP'],
  [0, '\x1f\x8b', 'is an archive of another kind; pack it as ZIP'],
  [0, '%PDF', 'is a PDF'],
];

/** How a ZIP begins: with an entry, or with the end of an empty one. */
const ZIP = ['PK\x03\x04', 'PK\x05\x06'];

/**
 * Open what was given to `heroshot catalog`: a folder, a ZIP, a table (CSV, TSV) or a list (text). What a file is is told by
 * its bytes first; between a table and a list its name decides, and where that says nothing, its first line.
 *
 * @throws {HeroshotError} `file_not_found`, `unreadable`, `unknown_source`, or what the kind of source throws
 */
export async function openSource(path: string, options: SourceOptions = {}): Promise<CatalogSource> {
  const { folder, start } = await beginning(path);
  if (folder) return openFolder(path, options.skip);
  const text = start.toString('latin1');
  const mistaken = MISTAKEN.find(([at, bytes]) => text.startsWith(bytes, at));
  if (mistaken) throw new HeroshotError('unknown_source', `${path} ${mistaken[2]}`);
  const extension = extname(path).toLowerCase();
  if (ZIP.some((magic) => text.startsWith(magic)) || extension === '.zip') return openZip(path, options.zip);
  if (isPicture(start))
    throw new HeroshotError('unknown_source', `${path} is a picture; see heroshot enhance`);
  if (['.csv', '.tsv', '.tab'].includes(extension) && !beginsWithUrl(text)) return openTable(path, options);
  if (options.columns !== undefined) return openTable(path, options);
  return (text.startsWith('#') ? undefined : await asTable(path, options)) ?? openList(path, options);
}

async function beginning(path: string): Promise<{ folder: boolean; start: Buffer }> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) return { folder: true, start: Buffer.alloc(0) };
    if (!info.isFile()) throw new HeroshotError('unknown_source', `${path} is neither a file nor a folder`);
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
      if (bytesRead === 0) throw new HeroshotError('empty_file', `${path} is empty`);
      return { folder: false, start: buffer.subarray(0, bytesRead) };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw readError(error, path);
  }
}

/** A table whose name does not say so: its header has several columns, one of them of pictures. */
async function asTable(path: string, options: SourceOptions): Promise<CatalogSource | undefined> {
  try {
    const source = await openTable(path, options);
    if ((source.table?.header.length ?? 0) > 1) return source;
    await source.close();
  } catch (error) {
    if (!(error instanceof HeroshotError) || !['missing_columns', 'bad_table'].includes(error.code))
      throw error;
  }
  return undefined;
}

/** A list that was saved as CSV: its first line is an address and no header. */
const beginsWithUrl = (text: string) => /^(\xef\xbb\xbf)?\s*"?https?:\/\/[^\s,;|]+\s*(\r|\n|$)/i.test(text);

function isPicture(start: Uint8Array): boolean {
  try {
    return Boolean(sniff(start));
  } catch {
    return false;
  }
}
