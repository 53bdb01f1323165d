import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { HeroshotError, writeError } from '../../engine/errors.js';
import { temporaryName } from '../atomic-file.js';
import { cardHtml } from './card.js';
import { BEFORE_PICTURES, documentHead, documentTail } from './document.js';
import type { PageEntry } from './entry.js';
import { type Summary, summaryHtml } from './header.js';
import type { ShownOutput } from './outputs.js';
import { makePreview, type PreviewSize, previewSize, THUMBNAIL } from './preview.js';

export type { PageEntry };

/** What the page is told before the first picture. */
export interface PageOptions {
  title: string;
  version: string;
  /** Pictures that will come: the more, the smaller their previews. */
  expected: number;
}

/** Bytes kept free above the pictures for the summary, which is known only after them. */
const SUMMARY_ROOM = 8192;

/**
 * The `report.html` of a run: one file that needs nothing else, streamed to disk, so that memory stays that of one picture.
 *
 * It is written under a temporary name beside `path` and takes its name in {@link close}, whole.
 *
 * @example
 * const page = await ReportPage.create('out/report.html', { title: 'Bags', version: '0.1.0', expected: 1 });
 * await page.add({ name: 'bag.jpg', source: 'in/bag.jpg', status: 'done', file: 'bag.jpg', before, after, report });
 * await page.close({ done: 1, failed: 0, review: 0, seconds: 3, threads: 4, cancelled: false });
 */
export class ReportPage {
  readonly #path: string;
  readonly #temporary: string;
  readonly #file: FileHandle;
  readonly #options: PageOptions;
  readonly #size: PreviewSize;
  /** The end of everything asked for so far; never rejects. */
  #last: Promise<unknown> = Promise.resolve();
  #summaryAt = 0;
  #end = 0;
  #pictures = 0;

  private constructor(path: string, temporary: string, file: FileHandle, options: PageOptions) {
    this.#path = path;
    this.#temporary = temporary;
    this.#file = file;
    this.#options = options;
    this.#size = previewSize(options.expected);
  }

  /**
   * Begin a page.
   *
   * @throws {HeroshotError} `disk_full` or `not_writable`
   */
  static async create(path: string, options: PageOptions): Promise<ReportPage> {
    const temporary = temporaryName(path);
    try {
      const page = new ReportPage(path, temporary, await open(temporary, 'wx'), options);
      await page.#begin();
      return page;
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      throw writeError(error, path);
    }
  }

  async #begin(): Promise<void> {
    try {
      await this.#append(documentHead(this.#options));
      this.#summaryAt = this.#end;
      await this.#append(`${' '.repeat(SUMMARY_ROOM - 1)}\n${BEFORE_PICTURES}`);
    } catch (error) {
      await this.#file.close();
      throw error;
    }
  }

  /**
   * Add a picture below those added before. Calls may overlap; they are done one after the other, previews included,
   * so that no more than one picture is decoded at a time. A picture that can't be shown gets a card without one.
   *
   * @throws {HeroshotError} `disk_full` or `not_writable`; the page is whole without this picture
   */
  add(entry: PageEntry): Promise<void> {
    return this.#queue(async () => {
      const before = entry.before && (await makePreview(entry.before, this.#size));
      const after = entry.after && (await makePreview(entry.after, this.#size));
      const outputs = await shownOutputs(entry);
      await this.#append(cardHtml(entry, { before, after }, this.#pictures + 1, outputs));
      this.#pictures++;
    });
  }

  /**
   * Write the summary, sync, and give the page its name.
   *
   * @throws {HeroshotError} `disk_full` or `not_writable`; the temporary file is removed
   */
  async close(summary: Summary): Promise<void> {
    try {
      await this.#queue(async () => {
        await this.#append(documentTail(this.#options));
        await this.#writeSummary(summary);
        // A card whose writing failed may reach beyond the end.
        await this.#file.truncate(this.#end);
        await this.#file.sync();
        await this.#file.close();
        await rename(this.#temporary, this.#path);
      });
    } catch (error) {
      await this.abandon();
      throw error;
    }
  }

  /** Give the page up and remove its temporary file. Does nothing after a {@link close} that went well. */
  async abandon(): Promise<void> {
    await this.#last;
    await this.#file.close().catch(() => {});
    await rm(this.#temporary, { force: true }).catch(() => {});
  }

  async #writeSummary(summary: Summary): Promise<void> {
    const html = Buffer.from(summaryHtml(summary, this.#options.expected, new Date()));
    if (html.length > SUMMARY_ROOM)
      throw new HeroshotError('internal', 'the summary of the page is too long');
    await this.#write(html, this.#summaryAt);
  }

  #queue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work).catch((error: unknown) => {
      throw writeError(error, this.#path);
    });
    this.#last = result.catch(() => {});
    return result;
  }

  /** The end moves only behind whole pieces: the next one overwrites what a failed one left. */
  async #append(html: string): Promise<void> {
    const bytes = Buffer.from(html);
    await this.#write(bytes, this.#end);
    this.#end += bytes.length;
  }

  async #write(bytes: Buffer, position: number): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await this.#file.write(bytes, at, bytes.length - at, position + at);
      at += bytesWritten;
    }
  }
}

/** An entry's files for marketplaces, each with its thumbnail and what the report says of it. */
async function shownOutputs({ outputs = [], report }: PageEntry): Promise<ShownOutput[]> {
  const shown: ShownOutput[] = [];
  for (const output of outputs) {
    const about = report?.outputs.find((reported) => reported.for === output.for);
    if (about) shown.push({ ...output, report: about, preview: await makePreview(output.bytes, THUMBNAIL) });
  }
  return shown;
}
