import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { writeError } from '../../engine/errors.js';
import { temporaryName } from '../atomic-file.js';

/** What became of one picture of a catalogue. */
export interface ResultsRow {
  /** Row and column of the input table. */
  row?: number | undefined;
  column?: string | undefined;
  sku?: string | undefined;
  source: string;
  state: string;
  verdict?: string | undefined;
  errorCode?: string | undefined;
  errorMessage?: string | undefined;
  /** Files by name of the output, relative to the results' folder. */
  files?: Record<string, string>;
  width?: number | undefined;
  height?: number | undefined;
  seconds?: number | undefined;
}

/** Form of the file. */
export interface ResultsCsvOptions {
  /** Outputs that get a column each, in order: `master`, `amazon-main`, …. */
  outputs: string[];
  delimiter?: string;
}

/** Cells that a spreadsheet would run as a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * `results.csv`, a row at a time: `row`, `column`, `sku` and `source` join it to the input. UTF-8, CRLF (RFC 4180). The file
 * appears under its name at `close()`, whole.
 */
export class ResultsCsv {
  private constructor(
    private readonly path: string,
    private readonly temporary: string,
    private readonly file: FileHandle,
    private readonly options: ResultsCsvOptions,
  ) {}

  /** @throws {HeroshotError} `not_writable` or `disk_full` */
  static async create(path: string, options: ResultsCsvOptions): Promise<ResultsCsv> {
    const temporary = temporaryName(path);
    try {
      const csv = new ResultsCsv(path, temporary, await open(temporary, 'wx'), options);
      const before = ['row', 'column', 'sku', 'source', 'state', 'verdict', 'error_code', 'error_message'];
      await csv.#line([...before, ...options.outputs, 'width', 'height', 'seconds']);
      return csv;
    } catch (error) {
      throw writeError(error, path);
    }
  }

  /** @throws {HeroshotError} `not_writable` or `disk_full` */
  async write(row: ResultsRow): Promise<void> {
    const files = this.options.outputs.map((output) => row.files?.[output]);
    await this.#line([
      ...[row.row, row.column, row.sku, row.source, row.state, row.verdict, row.errorCode, row.errorMessage],
      ...[...files, row.width, row.height, row.seconds],
    ]);
  }

  /** End the file and give it its name. */
  async close(): Promise<void> {
    try {
      await this.file.sync();
      await this.file.close();
      await rename(this.temporary, this.path);
    } catch (error) {
      await this.discard();
      throw writeError(error, this.path);
    }
  }

  /** Leave nothing behind. */
  async discard(): Promise<void> {
    await this.file.close().catch(() => {});
    await rm(this.temporary, { force: true }).catch(() => {});
  }

  async #line(cells: (string | number | undefined)[]): Promise<void> {
    const { delimiter = ',' } = this.options;
    const line = cells.map((cell) => csvCell(cell, delimiter)).join(delimiter);
    await this.file.writeFile(`${line}\r\n`).catch((error: unknown) => {
      throw writeError(error, this.path);
    });
  }
}

/** A cell as RFC 4180 writes it; text that would be a formula gets a leading quote. */
export function csvCell(value: string | number | undefined, delimiter = ','): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return text.includes(delimiter) || /["\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
