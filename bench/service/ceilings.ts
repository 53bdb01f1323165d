import { openDispatcher } from '#heroshot/jobs/dispatch/open-dispatcher.js';
import { newId } from '#heroshot/jobs/id.js';
import type { Job, NewJob } from '#heroshot/jobs/job.js';
import { openStore } from '#heroshot/jobs/store/open-store.js';

/** Work on rows and ids that is under way at the same time, as of many workers. */
const LANES = 16;

/** Jobs a second whose rows a database carries from submission to end, no picture among them. */
export async function storeCeiling(url: string, jobs = 2000): Promise<number> {
  const store = await openStore(url);
  let next = 0;
  const lane = async (name: string) => {
    while (next++ < jobs) {
      const job: NewJob = {
        id: newId('job'),
        keyId: null,
        priority: 'bulk',
        name: 'p.jpg',
        work: { kind: 'recipe', recipe: { name: 'enhance', steps: [{ step: 'enhance' }] } },
        source: { kind: 'blob', key: 'jobs/x/input' },
        metadata: {},
      };
      await store.jobs.add([job]);
      const { attempts } = (await store.jobs.claim(job.id, name)) as Job;
      const hold = { id: job.id, worker: name, attempt: attempts };
      await store.jobs.beat(hold, 0.5);
      await store.jobs.succeed(hold, { outputs: [], verdict: 'pass', report: { of: 'a picture' } });
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: LANES }, (_, i) => lane(`w${i}`)));
  const rate = jobs / ((performance.now() - start) / 1000);
  await store.close();
  return rate;
}

/** Ids a second that the queue brings from one process to handling, which does nothing. */
export async function queueCeiling(url: string, ids = 5000): Promise<number> {
  const dispatcher = openDispatcher(url);
  let handled = 0;
  const start = performance.now();
  await new Promise<void>((resolve, reject) => {
    const handle = async () => {
      if (++handled === ids) resolve();
    };
    dispatcher.consume(LANES, handle).catch(reject);
    const tickets = Array.from({ length: ids }, () => ({ id: newId('job'), priority: 'bulk' as const }));
    dispatcher.add(tickets).catch(reject);
  });
  const rate = ids / ((performance.now() - start) / 1000);
  await dispatcher.close();
  return rate;
}
