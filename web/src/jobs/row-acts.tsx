import { useState } from 'react';
import { askBlob } from '../api/ask.js';
import { asFault } from '../api/fault.js';
import type { Job } from '../api/types.js';
import { save } from '../app/save.js';
import { noteClick } from '../developers/clicked.js';
import { filesOfJobs, packed } from '../enhance/pack.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';

interface Props {
  job: Job;
  onRetry?: (job: Job) => Promise<void>;
}

/** What can be done with a job of a table: its files, or another try. */
export function RowActs({ job, onRetry }: Props) {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setWrong(undefined);
    try {
      await work();
    } catch (error) {
      setWrong(asFault(error).message);
    } finally {
      setBusy(false);
    }
  };
  const words = TEXTS.catalogue;
  const retried = job.state === 'failed' && onRetry;
  if (job.outputs.length === 0 && !retried) return null;
  return (
    <>
      {retried ? (
        <button
          type="button"
          className="tool"
          disabled={busy}
          aria-label={words.retryOne(job.name)}
          title={words.retryOne(job.name)}
          onClick={() => void run(() => onRetry(job))}
        >
          <Icon name="retry" />
        </button>
      ) : (
        <button
          type="button"
          className="tool"
          disabled={busy}
          aria-label={words.downloadOne(job.name)}
          title={words.downloadOne(job.name)}
          onClick={() => void run(() => take(job))}
        >
          <Icon name="download" />
        </button>
      )}
      {wrong && (
        <span className="fault" role="alert">
          {wrong}
        </span>
      )}
    </>
  );
}

/** One file as it is, several as a ZIP. */
async function take(job: Job): Promise<void> {
  const [first] = job.outputs;
  if (!first) return;
  noteClick({ what: 'download', id: job.id, name: first.name });
  if (job.outputs.length === 1)
    save(await askBlob(`/v1/jobs/${job.id}/outputs/${encodeURIComponent(first.name)}`), first.name);
  else save(await packed(filesOfJobs([job]), () => {}), `${job.name.replace(/\.[^.]*$/, '')}.zip`);
}
