import { useState } from 'react';
import type { Job } from '../api/types.js';
import { bytesText, sizeText, timeText } from '../app/figures.js';
import { TEXTS } from '../texts.js';
import { JobDialog } from './job-dialog.js';
import { JobThumb } from './job-thumb.js';
import { RowActs } from './row-acts.js';
import { StateChip } from './state-chip.js';

interface Props {
  jobs: readonly Job[];
  label: string;
  /** Hand a failed one in again. */
  onRetry?: (job: Job) => Promise<void>;
}

/** Jobs as a table; one that is done opens its comparison. */
export function JobTable({ jobs, label, onRetry }: Props) {
  const [open, setOpen] = useState<Job>();
  const words = TEXTS.history.columns;
  return (
    <>
      <div className="table-box">
        <table className="table">
          <caption className="unseen">{label}</caption>
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.state}</th>
              <th scope="col">{words.made}</th>
              <th scope="col">{words.when}</th>
              <th scope="col">
                <span className="unseen">{words.acts}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => (
              <Row key={job.id} job={job} onOpen={() => setOpen(job)} {...(onRetry ? { onRetry } : {})} />
            ))}
          </tbody>
        </table>
      </div>
      {open && <JobDialog job={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function Row({ job, onOpen, onRetry }: { job: Job; onOpen(): void; onRetry?: (job: Job) => Promise<void> }) {
  const master = job.outputs.find((output) => output.for === 'master') ?? job.outputs[0];
  const more = job.outputs.length - 1;
  return (
    <tr>
      <th scope="row">
        <span className="table-name">
          <JobThumb job={job} />
          {job.state === 'succeeded' && master ? (
            <button
              type="button"
              className="link"
              aria-label={TEXTS.catalogue.look(job.name)}
              onClick={onOpen}
            >
              {job.name}
            </button>
          ) : (
            <span>{job.name}</span>
          )}
        </span>
      </th>
      <td>
        <StateChip job={job} />
        {job.error && (
          <p className="table-fault" title={job.error.hint}>
            {job.error.message}
          </p>
        )}
      </td>
      <td className="table-figures">
        {master && (
          <>
            {sizeText(master)}
            <span className="hint">
              {master.format.toUpperCase()}, {bytesText(master.bytes)}
              {more > 0 && ` +${more}`}
            </span>
          </>
        )}
      </td>
      <td className="table-figures">{timeText(job.finished_at ?? job.created_at)}</td>
      <td className="table-acts">
        <RowActs job={job} {...(onRetry ? { onRetry } : {})} />
      </td>
    </tr>
  );
}
