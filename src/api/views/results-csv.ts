import { csvCell } from '../../catalog/tables/results-csv.js';
import type { Batch } from '../../jobs/batch.js';
import type { Job } from '../../jobs/job.js';
import { jobView } from './job-view.js';
import { marketsOf } from './work.js';

/**
 * A batch's jobs as a table, in order, a line at a time; one column for the master's address and one for each marketplace's.
 *
 * @param pages the jobs, some at a time
 */
export async function* resultsCsv(
  { work }: Pick<Batch, 'work'>,
  pages: AsyncIterable<Job[]>,
  publicUrl: string,
): AsyncGenerator<string> {
  const files = work.kind !== 'recipe' ? [] : [...new Set(['master', ...marketsOf(work)])];
  const head = ['ordinal', 'id', 'name', 'source', 'state', 'verdict', 'error_code', 'error', 'metadata'];
  yield line([...head, ...files]);
  for await (const jobs of pages)
    for (const job of jobs) {
      const { source, outputs, error } = jobView(job, publicUrl);
      yield line([
        job.ordinal ?? undefined,
        job.id,
        job.name,
        source.url ?? source.key,
        job.state,
        job.verdict ?? undefined,
        error?.code,
        error?.message,
        Object.keys(job.metadata).length > 0 ? JSON.stringify(job.metadata) : undefined,
        ...files.map((file) => outputs.find((output) => output.for === file)?.url),
      ]);
    }
}

const line = (cells: (string | number | undefined)[]) =>
  `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`;
