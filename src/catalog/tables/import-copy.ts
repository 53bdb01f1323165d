import { rename as move, open, rm } from 'node:fs/promises';
import { writeError } from '../../engine/errors.js';
import { temporaryName } from '../atomic-file.js';
import { renamePictures } from './cell-pictures.js';
import { encodeText, markOf } from './encoding.js';
import type { Cell } from './scanner.js';
import type { Table } from './table.js';

/**
 * The new name of a picture, or undefined where the old one stays.
 *
 * @param row 1-based, header not counted
 * @param column name in the table's header
 * @param index 1-based place of the picture in its cell
 */
export type Rename = (row: number, column: string, index: number) => string | undefined;

const FLUSH = 64 * 1024;

/**
 * Write a shop's own table again with new names of pictures: same columns, order, delimiter, encoding, quotes and line breaks.
 * What is not renamed is, character for character, what it was. The file appears under its name when it is whole.
 *
 * @throws {HeroshotError} `bad_table`, `not_writable`, `disk_full` or `cancelled`
 */
export async function writeImportCopy(
  table: Table,
  path: string,
  rename: Rename,
  signal?: AbortSignal,
): Promise<void> {
  const temporary = temporaryName(path);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(markOf(table.form));
      let text = table.dialect.preamble;
      for await (const { cells, end, row } of table.lines(signal)) {
        text += lineOf(table, row > 0 ? renamed(table, cells, row, rename) : cells) + end;
        if (text.length < FLUSH) continue;
        await file.writeFile(encodeText(text, table.form));
        text = '';
      }
      await file.writeFile(encodeText(text, table.form));
      await file.sync();
    } finally {
      await file.close();
    }
    await move(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw writeError(error, path);
  }
}

const lineOf = ({ dialect }: Table, cells: Cell[]) => cells.map(({ raw }) => raw).join(dialect.delimiter);

function renamed({ columns, dialect }: Table, cells: Cell[], row: number, rename: Rename): Cell[] {
  const copy = [...cells];
  for (const { name, index, separator } of columns.images) {
    const cell = copy[index];
    if (!cell?.text) continue;
    const text = renamePictures(cell.text, separator, (i) => rename(row, name, i));
    if (text !== cell.text) copy[index] = { ...cell, raw: rawWith(cell, text, dialect.delimiter) };
  }
  return copy;
}

/** A cell's new text with the blanks that stood around the old one, in quotes where there were some or must be. */
function rawWith({ raw, quoted }: Cell, text: string, delimiter: string): string {
  const [, before, after] = /^(\s*)[\s\S]*?(\s*)$/.exec(raw) as RegExpExecArray;
  const needed = quoted || text.includes(delimiter) || /["\r\n]|^\s|\s$/.test(text);
  return before + (needed ? `"${text.replaceAll('"', '""')}"` : text) + after;
}
