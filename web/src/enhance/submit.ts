import { askJson } from '../api/ask.js';
import { client } from '../api/client.js';
import { asFault } from '../api/fault.js';
import type { Job, Treatment } from '../api/types.js';
import { upload } from '../api/upload.js';
import { noteClick } from '../developers/clicked.js';
import { asked, treatmentOf } from './asked.js';
import { patience, pause, setLost } from './connection.js';
import { follow } from './follow.js';
import { isBusy, isFree, type Picture } from './picture.js';
import { change, pictureOf, tray } from './pictures.js';
import { rememberJobs } from './session.js';
import { hasSource, sourceFile } from './source.js';

/** Pictures that are sent at the same time. */
const AT_ONCE = 3;

const waiting: string[] = [];
const sending = new Map<string, AbortController>();

const again = { state: 'waiting', sent: 0, progress: 0 } as const;

/** Hand pictures in, as is asked for now; those at work already stay as they are. */
export function submit(keys: readonly string[]): void {
  const treatment = treatmentOf(asked.get());
  const wanted = new Set(keys);
  // One change for all of them: three hundred would be made one by one, each of them a new list.
  tray.set((before) => ({
    ...before,
    pictures: before.pictures.map((picture) => {
      if (!wanted.has(picture.key) || !isFree(picture) || !hasSource(picture)) return picture;
      const { job: _job, report: _report, fault: _fault, ...rest } = picture;
      waiting.push(picture.key);
      const once = crypto.randomUUID();
      return { ...rest, ...again, once, treatment: treatmentFor(picture, treatment) };
    }),
  }));
  const first = tray.get().pictures.find(({ key, state }) => wanted.has(key) && state === 'waiting');
  if (first)
    noteClick({
      what: 'enhance',
      treatment: first.treatment ?? {},
      ...(first.address ? { address: first.address } : { file: first.name }),
    });
  next();
}

function next(): void {
  while (sending.size < AT_ONCE) {
    const key = waiting.shift();
    if (key === undefined) return;
    if (pictureOf(key)?.state !== 'waiting') continue;
    const abort = new AbortController();
    sending.set(key, abort);
    void send(key, abort.signal).finally(() => {
      sending.delete(key);
      next();
    });
  }
}

async function send(key: string, signal: AbortSignal): Promise<void> {
  for (let tries = 0; ; tries++) {
    const picture = pictureOf(key);
    if (!picture?.once || signal.aborted) return;
    change(key, { state: 'uploading', sent: 0 });
    try {
      const job = await handIn(key, signal);
      setLost(false);
      change(key, { state: job.state === 'running' ? 'running' : 'queued', job, sent: 1 });
      rememberJobs();
      follow();
      return;
    } catch (error) {
      if (signal.aborted) return;
      const fault = asFault(error);
      if (!fault.passing) {
        change(key, { state: 'failed', fault });
        return;
      }
      if (fault.code === 'connection') setLost(true);
      await pause(patience(tries, fault.retryAfter));
    }
  }
}

/** What is asked for, with the crops that a person chose for this picture. */
function treatmentFor({ focus = {} }: Picture, treatment: Treatment): Treatment {
  const chosen = Object.entries(focus).filter(([name]) => treatment.for?.some((market) => market === name));
  return chosen.length > 0 ? { ...treatment, focus: Object.fromEntries(chosen) } : treatment;
}

async function handIn(key: string, signal: AbortSignal): Promise<Job> {
  const { file, address, kept, name, treatment = {}, once = '' } = pictureOf(key) ?? { name: '' };
  const bytes = address
    ? undefined
    : await sourceFile({ name, ...(file ? { file } : {}), ...(kept ? { kept } : {}) });
  if (bytes)
    return upload<Job>({
      path: '/v1/images',
      ...{ file: bytes, name, once, signal, options: treatment },
      onSent: (sent) => change(key, { sent }),
    });
  return askJson<Job>('/v1/images', {
    json: { source_url: address, ...treatment },
    headers: { 'idempotency-key': once },
    signal,
  });
}

/** Stop pictures, wherever they are. */
export async function cancel(keys: readonly string[]): Promise<void> {
  const wanted = new Set(keys);
  for (const key of keys) sending.get(key)?.abort();
  tray.set((before) => ({
    ...before,
    pictures: before.pictures.map((picture) =>
      wanted.has(picture.key) && (picture.state === 'waiting' || picture.state === 'uploading')
        ? { ...picture, state: 'ready', sent: 0 }
        : picture,
    ),
  }));
  const handedIn = tray.get().pictures.filter((one) => wanted.has(one.key) && one.job && isBusy(one));
  for (const { key, job } of handedIn) await cancelJob(key, job?.id as string);
}

async function cancelJob(key: string, id: string): Promise<void> {
  try {
    noteClick({ what: 'cancel', id });
    const job = await client().cancel(id);
    change(key, job.state === 'cancelled' ? { job, state: 'cancelled' } : { job });
  } catch (error) {
    const fault = asFault(error);
    // It ended meanwhile; the next look tells how.
    if (fault.code !== 'already_over') change(key, { fault });
  }
}
