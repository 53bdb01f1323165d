import { useState } from 'react';
import type { Job } from '../api/types.js';
import { go } from '../app/path.js';
import { JobTable } from '../jobs/job-table.js';
import { usePages } from '../jobs/pages.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import '../styles/tables.css';

const STATES = ['succeeded', 'failed', 'running', 'queued', 'cancelled'] as const;
const WORDS = {
  succeeded: TEXTS.tray.states.done,
  failed: TEXTS.tray.states.failed,
  running: TEXTS.tray.states.running,
  queued: TEXTS.tray.states.queued,
  cancelled: TEXTS.tray.states.cancelled,
};

/** What was done before. */
export default function History() {
  const [state, setState] = useState('');
  const words = TEXTS.history;
  const { rows, more, loading, fault, load, refresh } = usePages<Job>(
    `/v1/jobs?limit=30${state ? `&state=${state}` : ''}`,
  );
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
        <p>{words.about}</p>
      </div>
      <div className="table-bar">
        <label className="field field-inline">
          <span>{words.state}</span>
          <select value={state} onChange={(event) => setState(event.target.value)}>
            <option value="">{words.any}</option>
            {STATES.map((one) => (
              <option key={one} value={one}>
                {WORDS[one]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {fault && (
        <div className="empty" role="alert">
          <p>{`${words.failed} ${fault.message}`}</p>
          <button type="button" className="button" onClick={refresh}>
            <Icon name="retry" />
            {TEXTS.app.reload}
          </button>
        </div>
      )}
      {rows.length > 0 && <JobTable jobs={rows} label={words.title} />}
      {!fault && rows.length === 0 && !loading && (
        <div className="empty">
          <Icon name="picture" />
          <p className="empty-title">{words.empty}</p>
          <p>{words.emptyAbout}</p>
          <button type="button" className="button" onClick={() => go('/')}>
            {words.start}
          </button>
        </div>
      )}
      {loading && rows.length === 0 && <p className="loading">{TEXTS.app.loading}</p>}
      {more && rows.length > 0 && (
        <button type="button" className="button table-more" disabled={loading} onClick={load}>
          {words.more}
        </button>
      )}
    </>
  );
}
