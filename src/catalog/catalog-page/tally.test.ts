import { describe, expect, test } from 'vitest';
import { CatalogTally, summarise } from './tally.js';
import { doneRow, failedRow, madeFile } from './testing/rows.js';

const counts = (rows: Parameters<CatalogTally['add']>[0][]) => {
  const tally = new CatalogTally();
  for (const row of rows) tally.add(row);
  return tally.counts;
};

describe('what pictures come to', () => {
  test('each state is counted, and those to review are among those done', () => {
    const rows = [
      doneRow(),
      doneRow({ verdict: 'review' }),
      doneRow({ sameAs: 'other' }),
      failedRow(),
      doneRow({ state: 'queued', outputs: [] }),
      doneRow({ state: 'running', outputs: [] }),
      doneRow({ state: 'gone' }),
    ];
    expect(counts(rows)).toMatchObject({
      pictures: 7,
      done: 3,
      review: 1,
      same: 1,
      failed: 1,
      waiting: 2,
      gone: 1,
    });
  });

  test('failures are counted by code; one without a code is our fault', () => {
    const rows = [
      failedRow(),
      failedRow(),
      failedRow({ errorCode: null }),
      failedRow({ errorCode: '__proto__' }),
    ];
    expect(counts(rows).errors).toEqual(
      new Map([
        ['corrupt_image', 2],
        ['internal', 1],
        ['__proto__', 1],
      ]),
    );
  });

  test('marketplaces are counted by verdict, files that nobody audited and pictures that are gone are not', () => {
    const outputs = [
      madeFile(),
      madeFile({ audit: 'fail' }),
      madeFile({ for: 'ebay', audit: 'warn' }),
      { for: 'master', path: 'm.jpg', format: 'jpeg', bytes: 1, width: 1, height: 1 },
    ];
    const { marketplaces } = counts([doneRow({ outputs }), doneRow({ outputs, state: 'gone' })]);
    expect(marketplaces).toEqual(
      new Map([
        ['amazon', { pass: 1, warn: 0, fail: 1 }],
        ['ebay', { pass: 0, warn: 1, fail: 0 }],
      ]),
    );
  });

  test('the size of all files adds up', () => {
    expect(counts([doneRow(), doneRow({ outputs: [madeFile({ bytes: 5 })] })]).bytes).toBe(
      1_800_000 + 412_000 + 5,
    );
  });
});

test('a summary takes rows as they come and keeps what is known of the run', async () => {
  async function* rows() {
    yield doneRow();
    yield failedRow();
  }
  const run = { title: 'Autumn', version: '1.2.3', finished: new Date(0), seconds: 60, threads: 4 };
  expect(await summarise(rows(), run)).toMatchObject({ ...run, pictures: 2, done: 1, failed: 1 });
});
