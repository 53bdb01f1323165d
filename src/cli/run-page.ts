import { join } from 'node:path';
import { type PageEntry, ReportPage } from '../catalog/report-html/page.js';
import { asHeroshotError } from '../engine/errors.js';

/** The summary that closes a page. */
export type PageSummary = Parameters<ReportPage['close']>[0];

/**
 * The run's report.html, which must never cost a picture: where it can't be written (a full disk, say) the run goes on
 * without it and says so once.
 */
export class RunPage {
  private page: ReportPage | undefined;

  /** @param folder folder of the results */
  constructor(private readonly folder: string) {}

  get path(): string {
    return join(this.folder, 'report.html');
  }

  create(pictures: number, version: string): Promise<void> {
    const title = `heroshot: ${pictures} ${pictures === 1 ? 'picture' : 'pictures'}`;
    return this.attempt(async () => {
      this.page = await ReportPage.create(this.path, { title, version, expected: pictures });
    });
  }

  add(entry: PageEntry): Promise<void> {
    return this.attempt(async () => this.page?.add(entry));
  }

  /** @returns whether the page is there */
  async close(summary: PageSummary): Promise<boolean> {
    await this.attempt(async () => this.page?.close(summary));
    return this.page !== undefined;
  }

  abandon(): Promise<void> {
    return this.attempt(async () => this.page?.abandon());
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { message, hint } = asHeroshotError(error);
      process.stderr.write(`note: there will be no report.html: ${message}. ${hint}\n`);
      await this.page?.abandon().catch(() => {});
      this.page = undefined;
    }
  }
}
