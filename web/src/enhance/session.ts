import { asFault, Fault } from '../api/fault.js';
import type { Job } from '../api/types.js';
import { patience, pause, setLost } from './connection.js';
import { follow, jobsNow } from './follow.js';
import type { Picture } from './picture.js';
import { addKnown, tray } from './pictures.js';

const PLACE = 'heroshot-jobs';
/** Jobs that come back when the page is loaded again. */
const MOST = 300;

let written: string | undefined;
/** Ids of before, until the service has told of them. */
let awaited: readonly string[] = [];

/** Keep the ids of the jobs on the page, so that they are there when it is loaded again. */
export function rememberJobs(): void {
  const ids = tray.get().pictures.flatMap(({ job }) => (job ? [job.id] : []));
  const text = JSON.stringify([...new Set([...awaited, ...ids])].slice(-MOST));
  if (text !== written) sessionStorage.setItem(PLACE, text);
  written = text;
}

tray.listen(rememberJobs);

// What was not handed in yet is nowhere else.
addEventListener('beforeunload', (event) => {
  if (tray.get().pictures.some(({ state }) => state === 'waiting' || state === 'uploading'))
    event.preventDefault();
});

/** Bring back what was at work or done when the page was left. */
export async function bringBack(): Promise<void> {
  let ids: string[] = [];
  try {
    ids = JSON.parse(sessionStorage.getItem(PLACE) ?? '[]') as string[];
  } catch {
    // Somebody else's; nothing to bring back.
  }
  if (ids.length === 0) return;
  awaited = ids;
  for (let tries = 0; ; tries++) {
    try {
      await add(ids);
      setLost(false);
      break;
    } catch (error) {
      const fault = asFault(error);
      if (!fault.passing) break;
      setLost(fault.code === 'connection');
      await pause(patience(tries, fault.retryAfter));
    }
  }
  awaited = [];
  follow();
}

async function add(ids: readonly string[]): Promise<void> {
  const jobs = new Map((await jobsNow(ids)).map((job) => [job.id, job]));
  const here = new Set(tray.get().pictures.map(({ job }) => job?.id));
  addKnown(
    ids.flatMap((id) => {
      const job = here.has(id) ? undefined : jobs.get(id);
      // One that the service has forgotten is told without a state of its own.
      return job?.source ? [known(job)] : [];
    }),
  );
}

function known(job: Job): Picture {
  const { id, name, source, state, progress, error } = job;
  return {
    ...{ key: id, name, job, kept: id, progress, sent: 1 },
    state: state === 'succeeded' ? 'done' : state,
    ...(source.kind === 'url' && source.url ? { address: source.url } : {}),
    ...(error ? { fault: new Fault(error.code, error.message, error.hint) } : {}),
  };
}
