import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../id.js';
import { newJob } from '../testing/rows.js';
import { type TestStore, testStores } from '../testing/stores.js';
import { GroupCommit } from './group-commit.js';
import { addJobs } from './jobs.js';

describe.each(await testStores())('writes in one transaction on $name', ({ make }) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await make();
  });
  afterAll(() => test.remove());

  it('are all there, those that failed alone are not, and nobody else’s fault is felt', async () => {
    const group = new GroupCommit(test.store.db);
    const ids = Array.from({ length: 150 }, () => newId('job'));
    const outcomes = await Promise.allSettled(
      ids.map((id, i) =>
        group.run(async (on) => {
          await addJobs(on, [newJob({ id })], Date.now());
          if (i % 50 === 7) throw new RangeError(`number ${i}`);
        }),
      ),
    );
    const failed = outcomes.flatMap(({ status }, i) => (status === 'rejected' ? [i] : []));
    expect(failed).toEqual([7, 57, 107]);
    const known = await test.store.jobs.known(ids);
    expect(ids.filter((id) => !known.has(id))).toEqual(failed.map((i) => ids[i]));
  });
});
