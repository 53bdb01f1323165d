import { askJson } from '../api/ask.js';
import { asFault, Fault } from '../api/fault.js';
import type { Job, JobList, RecipeReport } from '../api/types.js';
import { patience, pause, setLost } from './connection.js';
import type { Picture } from './picture.js';
import { change, tray } from './pictures.js';

/** Milliseconds between looks; a look at many jobs is one request. */
const OFTEN = 700;
const MANY = 1500;
/** Jobs of one page of a list. */
const PAGE = 100;

let at = false;

/** Watch the jobs that are open until none is. */
export function follow(): void {
  if (at) return;
  at = true;
  void watch().finally(() => {
    at = false;
  });
}

const open = () =>
  tray.get().pictures.filter(({ state, job }) => job && (state === 'queued' || state === 'running'));

async function watch(): Promise<void> {
  let tries = 0;
  for (let pictures = open(); pictures.length > 0; pictures = open()) {
    let wait = pictures.length > 3 ? MANY : OFTEN;
    try {
      for (const job of await jobsNow(pictures.flatMap(({ job }) => (job ? [job.id] : [])))) {
        const picture = pictures.find((one) => one.job?.id === job.id);
        if (picture) await told(picture, job);
      }
      tries = 0;
      setLost(false);
    } catch (error) {
      const fault = asFault(error);
      if (fault.code === 'connection') setLost(true);
      wait = patience(tries++, fault.retryAfter);
    }
    await pause(wait);
  }
}

/** Jobs as they are now: one by one where there are few, else from the list. */
export async function jobsNow(ids: readonly string[]): Promise<Job[]> {
  const wanted = new Set(ids);
  if (wanted.size <= 3) return Promise.all([...wanted].map(one));
  const found: Job[] = [];
  let next: string | null = `/v1/jobs?limit=${PAGE}`;
  const first = [...wanted].sort()[0] ?? '';
  while (next && wanted.size > 0) {
    const { data, next: more }: JobList = await askJson<JobList>(next);
    for (const job of data) if (wanted.delete(job.id)) found.push(job);
    // Newest first, and ids grow with time: what is older than the oldest that is wanted can't be any.
    const last = data.at(-1);
    next = more && last && last.id > first ? sameOrigin(more) : null;
  }
  return found;
}

/** A page's address may begin with another name of this service. */
const sameOrigin = (address: string): string => {
  const { pathname, search } = new URL(address, location.href);
  return pathname + search;
};

async function one(id: string): Promise<Job> {
  try {
    return await askJson<Job>(`/v1/jobs/${id}`);
  } catch (error) {
    const fault = asFault(error);
    if (fault.status !== 404) throw fault;
    return {
      id,
      state: 'failed',
      error: { code: fault.code, message: fault.message, hint: fault.hint },
    } as Job;
  }
}

async function told(picture: Picture, job: Job): Promise<void> {
  const { key } = picture;
  switch (job.state) {
    case 'queued':
    case 'running':
      change(key, { job, state: job.state, progress: job.progress });
      return;
    case 'cancelled':
      change(key, { job, state: 'cancelled' });
      return;
    case 'failed': {
      const { code = 'failed', message = '', hint = '' } = job.error ?? {};
      change(key, { job, state: 'failed', fault: new Fault(code, message, hint) });
      return;
    }
    case 'succeeded': {
      const report = await askJson<RecipeReport>(`/v1/jobs/${job.id}/report`);
      change(key, { job, report, state: 'done', progress: 1 });
    }
  }
}
