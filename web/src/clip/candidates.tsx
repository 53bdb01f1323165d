import type { Job } from '../api/types.js';
import { go } from '../app/path.js';
import { useTray } from '../enhance/pictures.js';
import { JobThumb } from '../jobs/job-thumb.js';
import { usePages } from '../jobs/pages.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { sayClip, stillName, stillOf, toggle, useClipAsked } from './asked.js';

const words = TEXTS.clip;

/** Finished pictures to choose from: the session's first, then those of before. */
export function Candidates() {
  const { stills } = useClipAsked();
  const { pictures } = useTray();
  const { rows, more, loading, load, fault } = usePages<Job>('/v1/jobs?limit=30&state=succeeded');
  const here = pictures.flatMap(({ job, state }) => (job && state === 'done' ? [job] : []));
  const jobs = [...new Map([...here, ...rows].map((job) => [job.id, job])).values()].filter(stillOf);
  if (jobs.length === 0)
    return loading ? (
      <p className="loading clip-choose">{TEXTS.app.loading}</p>
    ) : (
      <div className="empty clip-choose">
        <Icon name="picture" />
        <p className="empty-title">{words.none}</p>
        <p>{fault ? fault.message : words.noneAbout}</p>
        <button type="button" className="button" onClick={() => go('/')}>
          {TEXTS.history.start}
        </button>
      </div>
    );
  return (
    <section className="clip-choose" aria-labelledby="clip-choose">
      <h2 id="clip-choose" className="clip-title">
        {words.choose}
      </h2>
      <ul className="clip-candidates">
        {jobs.map((job) => {
          const at = stills.findIndex(({ id }) => id === job.id);
          return (
            <li key={job.id}>
              <button
                type="button"
                className="clip-candidate"
                aria-pressed={at >= 0}
                onClick={() => sayClip({ stills: toggle(stills, job) })}
              >
                <JobThumb job={job} output={stillOf(job)?.name} large />
                <span className="clip-name">{stillName(job)}</span>
                {at >= 0 && <span className="clip-number">{at + 1}</span>}
              </button>
            </li>
          );
        })}
      </ul>
      {more && (
        <button type="button" className="button table-more" disabled={loading} onClick={load}>
          {TEXTS.history.more}
        </button>
      )}
    </section>
  );
}
