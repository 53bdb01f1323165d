import { useEffect, useState } from 'react';
import type { Batch, Job } from '../api/types.js';
import { JobTable } from '../jobs/job-table.js';
import { usePages } from '../jobs/pages.js';
import { Segmented } from '../parts/segmented.js';
import { TEXTS } from '../texts.js';

/** Below this longest side, in pixels, marketplaces offer no zoom. */
const SMALL = 1000;

const longest = ({ outputs }: Job) =>
  Math.max(0, ...outputs.map(({ width, height }) => Math.max(width, height)));

/** Which jobs a filter shows: a state that the service filters by, and what is left to look at here. */
const FILTERS = {
  all: { query: '', keep: () => true },
  done: { query: '&state=succeeded', keep: () => true },
  failed: { query: '&state=failed', keep: () => true },
  review: { query: '&state=succeeded&verdict=review', keep: () => true },
  small: { query: '&state=succeeded', keep: (job: Job) => longest(job) < SMALL },
} as const;
type Filter = keyof typeof FILTERS;

interface Props {
  id: string;
  counts: Batch['counts'];
  onRetry(job: Job): Promise<void>;
}

/** Rows that a filter of the page's own looks for before it waits for another press. */
const ENOUGH = 25;

/** A batch's pictures, filtered. */
export function BatchJobs({ id, counts, onRetry }: Props) {
  const words = TEXTS.catalogue;
  const [filter, setFilter] = useState<Filter>('all');
  const { query, keep } = FILTERS[filter];
  const { rows, more, loading, fault, load, refresh } = usePages<Job>(
    `/v1/batches/${id}/jobs?limit=50${query}`,
  );
  const ended = counts.succeeded + counts.failed + counts.cancelled;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has ended changes the rows
  useEffect(() => {
    if (rows.length <= 50) refresh();
  }, [ended]);
  const shown = rows.filter(keep);
  const [wanted, setWanted] = useState(ENOUGH);
  // What the service does not filter is looked for page by page.
  useEffect(() => {
    if (filter === 'small' && more && !loading && !fault && rows.length > 0 && shown.length < wanted) load();
  });
  return (
    <div className="batch-jobs">
      <div className="table-bar">
        <Segmented<Filter>
          label={words.filter}
          hideLabel
          value={filter}
          choices={(Object.keys(FILTERS) as Filter[]).map((value) => ({ value, text: words.filters[value] }))}
          onChange={setFilter}
        />
      </div>
      {fault && <p className="fault">{fault.message}</p>}
      {shown.length > 0 && <JobTable jobs={shown} label={TEXTS.tray.title(counts.total)} onRetry={onRetry} />}
      {shown.length === 0 && !loading && !fault && <p className="hint">{words.none}</p>}
      {more && (
        <button
          type="button"
          className="button table-more"
          disabled={loading}
          onClick={() => {
            setWanted(shown.length + ENOUGH);
            load();
          }}
        >
          {words.more}
        </button>
      )}
    </div>
  );
}
