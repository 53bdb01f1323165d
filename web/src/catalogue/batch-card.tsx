import { useState } from 'react';
import { client } from '../api/client.js';
import { asFault } from '../api/fault.js';
import type { Batch } from '../api/types.js';
import { countText, durationText, timeText } from '../app/figures.js';
import { save } from '../app/save.js';
import { noteClick } from '../developers/clicked.js';
import { filesOfJobs, packed } from '../enhance/pack.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { allJobs } from './all-jobs.js';
import { BatchJobs } from './batch-jobs.js';
import { isOpen, useLive } from './progress.js';
import { tryAgain } from './try-again.js';

const STATES = ['succeeded', 'running', 'queued', 'failed', 'cancelled'] as const;

interface Props {
  batch: Batch;
  /** It was changed, or another one was made. */
  onChange(): void;
}

/** A catalogue: how far it is, its pictures, its files. */
export function BatchCard({ batch, onChange }: Props) {
  const words = TEXTS.catalogue;
  const live = useLive(batch);
  const { counts, state } = live;
  const [busy, setBusy] = useState<string>();
  const [wrong, setWrong] = useState<string>();
  const [said, setSaid] = useState<string>();
  const [open, setOpen] = useState(false);
  const run = async (text: string, work: () => Promise<unknown>) => {
    setWrong(undefined);
    setBusy(text);
    try {
      await work();
    } catch (error) {
      setWrong(asFault(error).message);
    } finally {
      setBusy(undefined);
    }
  };
  const zip = () =>
    run(words.zip, async () => {
      const jobs = await allJobs(batch.id, 'succeeded');
      const say = (done: number, all: number) => setBusy(TEXTS.report.packing(done, all));
      save(await packed(filesOfJobs(jobs), say), `${stem(batch.source.name)}.zip`);
    });
  const csv = () =>
    run(words.csv, async () => {
      noteClick({ what: 'results', id: batch.id });
      save(new Blob([await client().batches.results(batch.id)], { type: 'text/csv' }), 'results.csv');
    });
  const retry = () =>
    run(words.retry(counts.failed), async () => {
      await tryAgain(batch, (done, all) => setBusy(TEXTS.report.packing(done, all)));
      onChange();
    });
  const took = batch.finished_at
    ? (Date.parse(batch.finished_at) - Date.parse(batch.created_at)) / 1000
    : undefined;
  return (
    <article className="card batch" aria-label={batch.source.name}>
      <header className="batch-head">
        <div>
          <h3>{batch.source.name}</h3>
          <p className="hint">
            {timeText(batch.created_at)}
            {batch.recipe && ` · ${batch.recipe}`}
            {batch.for.length > 0 && ` · ${batch.for.length} ${TEXTS.markets.title.toLowerCase()}`}
          </p>
        </div>
        <span
          className={`state-chip tone-${state === 'failed' ? 'fail' : state === 'completed' ? 'pass' : 'plain'}`}
        >
          {words.states[state] ?? state}
        </span>
      </header>
      <div
        className="stack"
        role="progressbar"
        aria-label={words.progress}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(live.progress * 100)}
      >
        {STATES.map((one) => (
          <span
            key={one}
            className={`stack-${one}`}
            style={{ width: `${counts.total > 0 ? (counts[one] / counts.total) * 100 : 0}%` }}
          />
        ))}
      </div>
      <ul className="counts">
        {[...STATES, 'review' as const].map(
          (one) =>
            (counts[one] > 0 || one === 'succeeded') && (
              <li key={one} className={`count count-${one}`}>
                <strong>{countText(counts[one])}</strong> {words.counts[one]}
              </li>
            ),
        )}
        {isOpen(live) && live.perHour !== undefined && (
          <li className="count count-rate">
            {words.rate(countText(Math.round(live.perHour)))}
            {live.left !== undefined && `, ${words.left(durationText(live.left))}`}
          </li>
        )}
        {took !== undefined && <li className="count count-rate">{words.took(durationText(took))}</li>}
      </ul>
      {batch.error && <p className="fault">{batch.error.message}</p>}
      <div className="batch-row">
        <button type="button" className="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="down" />
          {TEXTS.tray.title(counts.total)}
        </button>
        {counts.succeeded > 0 && (
          <button type="button" className="button" disabled={Boolean(busy)} onClick={zip}>
            <Icon name="download" />
            {words.zip}
          </button>
        )}
        <button type="button" className="button" disabled={Boolean(busy)} onClick={csv}>
          {words.csv}
        </button>
        {counts.failed > 0 && !isOpen(live) && (
          <button type="button" className="button" disabled={Boolean(busy)} onClick={retry}>
            <Icon name="retry" />
            {words.retry(counts.failed)}
          </button>
        )}
        {isOpen(live) && (
          <button
            type="button"
            className="button"
            disabled={Boolean(busy)}
            onClick={() =>
              run(words.stop, async () => {
                noteClick({ what: 'cancelBatch', id: batch.id });
                await client().batches.cancel(batch.id);
                onChange();
              })
            }
          >
            {words.stop}
          </button>
        )}
        {busy && (
          <span className="hint" role="status">
            {busy}
          </span>
        )}
      </div>
      {said && (
        <p className="hint" role="status">
          {said}
        </p>
      )}
      {wrong && (
        <p className="fault" role="alert">
          {wrong}
        </p>
      )}
      {open && (
        <BatchJobs
          id={batch.id}
          counts={counts}
          onRetry={async (job) => {
            await tryAgain(batch, () => {}, [job]);
            setSaid(words.retried);
            onChange();
          }}
        />
      )}
    </article>
  );
}

const stem = (name: string): string => name.replace(/\.[^.]*$/, '') || 'catalogue';
