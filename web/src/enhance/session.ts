import { askJson } from '../api/ask.js';
import type { Job, RecipeReport } from '../api/types.js';
import { follow } from './follow.js';
import type { Picture } from './picture.js';
import { addKnown, tray } from './pictures.js';

const PLACE = 'heroshot-jobs';
/** Jobs that come back when the page is loaded again. */
const MOST = 300;
/** Jobs that are asked for at the same time. */
const AT_ONCE = 6;

let written: string | undefined;

/** Keep the ids of the jobs on the page, so that they are there when it is loaded again. */
export function rememberJobs(): void {
  const ids = tray.get().pictures.flatMap(({ job }) => (job ? [job.id] : []));
  const text = JSON.stringify(ids.slice(-MOST));
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
  const found: (Picture | undefined)[] = [];
  let next = 0;
  const work = async () => {
    for (let at = next++; at < ids.length; at = next++) found[at] = await known(ids[at] as string);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const here = new Set(tray.get().pictures.map(({ job }) => job?.id));
  addKnown(found.filter((picture) => picture !== undefined && !here.has(picture.job?.id)) as Picture[]);
  follow();
}

async function known(id: string): Promise<Picture | undefined> {
  try {
    const job = await askJson<Job>(`/v1/jobs/${id}`);
    if (job.state === 'failed' || job.state === 'cancelled') return undefined;
    const done = job.state === 'succeeded';
    const report = done ? await askJson<RecipeReport>(`/v1/jobs/${id}/report`) : undefined;
    return {
      key: id,
      name: job.name,
      job,
      state: done ? 'done' : (job.state as 'queued' | 'running'),
      sent: 1,
      ...(job.source.kind === 'url' && job.source.url ? { address: job.source.url } : {}),
      kept: id,
      progress: job.progress,
      ...(report ? { report, width: report.input.width, height: report.input.height } : {}),
    };
  } catch {
    return undefined;
  }
}
