import { client } from '../api/client.js';
import type { Job } from '../api/types.js';

const PAGE = 100;

/** Every job of a batch in a state, a page after the other. */
export async function allJobs(id: string, state: Job['state']): Promise<Job[]> {
  const found: Job[] = [];
  for (let after: string | undefined; ; ) {
    const { data, has_more } = await client().batches.jobs(id, {
      limit: PAGE,
      state,
      ...(after ? { after } : {}),
    });
    found.push(...data);
    after = data.at(-1)?.id;
    if (!has_more || !after) return found;
  }
}
