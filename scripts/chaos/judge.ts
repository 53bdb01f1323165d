import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { BlobStore } from '#heroshot/jobs/blobs/blob-store.js';
import { FINAL_STATES, type Job } from '#heroshot/jobs/job.js';
import type { Store } from '#heroshot/jobs/store/open-store.js';
import { removeOrphans } from '#heroshot/jobs/upkeep/orphans.js';
import type { Arrived } from './receiver.js';

/** Wait until every accepted job is over. */
export async function untilOver(store: Store, ids: readonly string[], within: number): Promise<Job[]> {
  const deadline = Date.now() + within;
  for (;;) {
    const jobs = await store.jobs.getAll(ids).catch(() => [] as Job[]);
    const over = jobs.filter(({ state }) => (FINAL_STATES as readonly string[]).includes(state));
    if (over.length === ids.length) return over;
    if (Date.now() > deadline) {
      const open = jobs
        .filter((job) => !over.includes(job))
        .map(({ id, state, attempts }) => ({ id, state, attempts }));
      throw new Error(`${ids.length - over.length} jobs never ended: ${JSON.stringify(open.slice(0, 5))}`);
    }
    await pause(200);
  }
}

/** Everything that is not as it must be, in sentences. */
export async function faults(store: Store, blobs: BlobStore, jobs: readonly Job[]): Promise<string[]> {
  const found: string[] = [];
  const named = new Set<string>();
  const all = await store.jobs.list({ limit: 100_000 });
  if (all.length !== jobs.length) found.push(`${all.length} jobs stand for ${jobs.length} accepted ones`);
  for (const job of jobs) {
    if (job.state !== 'succeeded')
      found.push(`${job.id} ${job.state}: ${job.error?.code} ${job.error?.message}`);
    if (job.source.kind === 'blob') named.add(job.source.key);
    for (const output of job.outputs) {
      named.add(output.blob);
      const bytes = await blobs.read(output.blob).catch(() => undefined);
      const whole = bytes && createHash('sha256').update(bytes).digest('hex') === output.sha256;
      if (!whole) found.push(`${job.id}: ${output.blob} is ${bytes ? 'not what the row says' : 'missing'}`);
    }
    const events = await store.db.selectFrom('event').selectAll().where('job_id', '=', job.id).execute();
    if (events.length !== 1) found.push(`${job.id} has ${events.length} events`);
  }
  // Uploads whose request was killed before its row was written: the service sweeps them after an hour, this at once.
  await removeOrphans({ store, blobs }, Date.now() + 1);
  for await (const { key } of blobs.list('jobs/')) if (!named.has(key)) found.push(`nobody's file: ${key}`);
  return found;
}

/** Wait until an event of every job has arrived; what is wrong with what came, in sentences. */
export async function arrivals(
  jobs: readonly Job[],
  arrived: readonly Arrived[],
  within: number,
): Promise<string[]> {
  const deadline = Date.now() + within;
  const missing = () => jobs.filter(({ id }) => !arrived.some(({ subject }) => subject === id));
  while (missing().length > 0 && Date.now() < deadline) await pause(200);
  const found = missing().map(({ id }) => `no event of ${id} arrived`);
  for (const { id, state } of jobs) {
    const mine = arrived.filter(({ subject }) => subject === id);
    if (new Set(mine.map((event) => event.id)).size > 1) found.push(`events of ${id} have several ids`);
    if (mine.some(({ type }) => type !== `job.${state}`))
      found.push(`${id} is ${state}, its event says otherwise`);
  }
  return found;
}
