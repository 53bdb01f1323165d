import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvCell, ResultsCsv } from './results-csv.js';
import { type TestFolder, testFolder } from './testing/files.js';

let folder: TestFolder;
beforeAll(async () => {
  folder = await testFolder();
});
afterAll(() => folder.remove());

describe('results.csv', () => {
  it('joins results to the rows they came from', async () => {
    const csv = await ResultsCsv.create(join(folder.path, 'results.csv'), {
      outputs: ['master', 'amazon-main'],
    });
    const picture = { row: 3, column: 'image', sku: 'A, "1"', source: 'https://shop.example/a.jpg' };
    const files = { 'amazon-main': 'amazon-main/A.jpg', master: 'A.png' };
    await csv.write({
      ...picture,
      state: 'done',
      verdict: 'pass',
      files,
      width: 2000,
      height: 1000,
      seconds: 1.5,
    });
    await csv.write({
      source: 'b.jpg',
      state: 'failed',
      errorCode: 'file_not_found',
      errorMessage: 'no\nb.jpg',
    });
    expect(await readdir(folder.path)).not.toContain('results.csv');
    await csv.close();
    const [first, second] = parse((await folder.read('results.csv')).toString(), {
      columns: true,
    }) as object[];
    expect(first).toEqual({
      ...{ row: '3', column: 'image', sku: 'A, "1"', source: 'https://shop.example/a.jpg', state: 'done' },
      ...{
        verdict: 'pass',
        error_code: '',
        error_message: '',
        master: 'A.png',
        'amazon-main': 'amazon-main/A.jpg',
      },
      ...{ width: '2000', height: '1000', seconds: '1.5' },
    });
    expect(second).toMatchObject({
      row: '',
      error_code: 'file_not_found',
      error_message: 'no\nb.jpg',
      width: '',
    });
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('does not let %j be a formula', (text) => {
    expect(parse(csvCell(text))[0][0]).toBe(`'${text}`);
  });

  it('is read again as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2 }), (cells) => {
        const [read] = parse(cells.map((cell) => csvCell(cell)).join(','));
        expect(read).toEqual(cells.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)));
      }),
    );
  });

  it('leaves nothing behind when it is given up', async () => {
    const csv = await ResultsCsv.create(join(folder.path, 'given-up.csv'), { outputs: [] });
    await csv.discard();
    expect((await readdir(folder.path)).filter((name) => /given-up/.test(name))).toEqual([]);
  });

  it('says when the folder cannot be written', async () => {
    const path = join(folder.path, 'nowhere', 'results.csv');
    await expect(ResultsCsv.create(path, { outputs: [] })).rejects.toMatchObject({ code: 'not_writable' });
  });
});
