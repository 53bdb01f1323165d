import { useExternal } from '../app/external.js';
import { isAtWork } from '../jobs/job-run.js';
import { RunState } from '../jobs/run-state.js';
import { TEXTS } from '../texts.js';
import { useClipAsked } from './asked.js';
import { Candidates } from './candidates.js';
import { filming, makeClip } from './make.js';
import { Order } from './order.js';
import { ClipSettings } from './settings.js';
import { ClipVideo } from './video.js';
import '../styles/runs.css';
import '../styles/clip.css';

const words = TEXTS.clip;

/** Choose finished pictures, put them in order, make a video of them. */
export default function Clip() {
  const said = useClipAsked();
  const run = useExternal(filming.now);
  const { stills } = said;
  const missing = run.fault?.code === 'ffmpeg_missing';
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
        <p>{words.about}</p>
      </div>
      <div className="clip">
        <aside className="card clip-side">
          <section className="clip-part" aria-labelledby="clip-order">
            <h2 id="clip-order">{words.order}</h2>
            <Order />
          </section>
          <ClipSettings />
          <button
            type="button"
            className="button button-primary button-large button-wide"
            disabled={stills.length === 0 || isAtWork(run)}
            onClick={() => makeClip(said)}
          >
            {words.go(stills.length)}
          </button>
          {missing && <p className="clip-missing">{words.missing}</p>}
          <RunState run={run} of={filming} working={words.working} />
        </aside>
        {run.state === 'done' && run.job && <ClipVideo job={run.job} />}
        <Candidates />
      </div>
    </>
  );
}
