import { HeroshotError } from '../../engine/errors.js';
import { type Columns, columnNames, resolveColumns } from './columns.js';
import type { ColumnsOption } from './columns-option.js';
import { type Dialect, detectDialect } from './dialect.js';
import { detectEncoding, readText, type TextForm } from './encoding.js';
import { scanLines } from './lines.js';
import type { Cell } from './scanner.js';

/** A line below the header. */
export interface TableRow {
  /** 1-based, header not counted, empty lines counted: a spreadsheet shows it one lower. */
  row: number;
  cells: Cell[];
  /** The line break that ends it. */
  end: string;
}

/** Characters of the beginning that tell the dialect. */
const SAMPLE = 256 * 1024;

/** A shop's CSV: its form, its columns, and its rows one at a time. */
export class Table {
  private constructor(
    readonly path: string,
    readonly form: TextForm,
    readonly dialect: Dialect,
    /** Column names, told apart where one stands there twice. */
    readonly header: string[],
    readonly columns: Columns,
  ) {}

  /**
   * Look at a table's beginning.
   *
   * @throws {HeroshotError} `file_not_found`, `unreadable`, `bad_table` or `missing_columns`
   */
  static async open(path: string, given?: ColumnsOption): Promise<Table> {
    const form = await detectEncoding(path);
    let sample = '';
    let whole = true;
    for await (const piece of readText(path, form)) {
      sample += piece;
      if (sample.length < SAMPLE) continue;
      whole = false;
      break;
    }
    const dialect = detectDialect(sample, whole);
    const lines = new Table(path, form, dialect, [], { layout: '', sku: [], images: [], rooted: false });
    for await (const { cells, header } of lines.lines()) {
      if (!header) continue;
      const names = cells.map(({ text }) => text.trim());
      return new Table(path, form, dialect, columnNames(names), resolveColumns(names, given));
    }
    throw new HeroshotError('bad_table', `${path} has no header line`);
  }

  /**
   * Every line, those before and with the header too: what is needed to write the table again.
   *
   * @throws {HeroshotError} `bad_table` for a quote that is never closed, `cancelled`
   */
  async *lines(
    signal?: AbortSignal,
  ): AsyncGenerator<{ cells: Cell[]; end: string; row: number; header: boolean }> {
    let row = -1;
    for await (const { cells, end } of scanLines(this.#text(signal), this.dialect.delimiter)) {
      const header = row < 0 && cells.some(({ text }) => text.trim());
      if (header || row >= 0) row++;
      yield { cells, end, row, header };
    }
  }

  /** The rows below the header; as {@link lines}. */
  async *rows(signal?: AbortSignal): AsyncGenerator<TableRow> {
    for await (const { cells, end, row } of this.lines(signal)) if (row > 0) yield { row, cells, end };
  }

  async *#text(signal?: AbortSignal): AsyncGenerator<string> {
    let skip = this.dialect.preamble.length;
    for await (const piece of readText(this.path, this.form, signal)) {
      yield piece.slice(skip);
      skip = Math.max(0, skip - piece.length);
    }
  }
}
