import { useEffect, useRef, useState } from 'react';
import { askJson } from '../api/ask.js';
import { asFault } from '../api/fault.js';
import type { Job, RecipeReport } from '../api/types.js';
import { ClipVideo } from '../clip/video.js';
import type { Picture } from '../enhance/picture.js';
import { ReportPanel } from '../enhance/report.js';
import { Stage } from '../enhance/stage.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';

/** A job's before and after, over the page. */
export function JobDialog({ job, onClose }: { job: Job; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [report, setReport] = useState<RecipeReport>();
  const [wrong, setWrong] = useState<string>();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    askJson<RecipeReport>(`/v1/jobs/${job.id}/report`).then(setReport, (error) =>
      setWrong(asFault(error).message),
    );
  }, [job.id]);
  const picture: Picture = {
    key: job.id,
    name: job.name,
    state: 'done',
    sent: 1,
    progress: 1,
    job,
    kept: job.id,
    ...(job.source.kind === 'url' && job.source.url ? { address: job.source.url } : {}),
    ...(report ? { report } : {}),
  };
  return (
    <dialog className="look" ref={dialog} onClose={onClose} aria-label={TEXTS.catalogue.look(job.name)}>
      <header className="look-head">
        <h2>{job.name}</h2>
        <button
          type="button"
          className="tool"
          aria-label={TEXTS.catalogue.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      {job.kind === 'clip' ? (
        <div className="look-clip">
          <ClipVideo job={job} />
        </div>
      ) : (
        <div className="look-body">
          <div className="look-stage">{report && <Stage picture={picture} />}</div>
          <aside className="panel">
            {report && <ReportPanel picture={picture} pictures={[picture]} />}
            {wrong && <p className="fault panel-part">{wrong}</p>}
          </aside>
        </div>
      )}
    </dialog>
  );
}
