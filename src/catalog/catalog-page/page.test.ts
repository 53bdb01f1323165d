import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext, Script } from 'node:vm';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PictureRow } from '../manifest/row.js';
import { writeCatalogPage } from './page.js';
import type { IndexData } from './selection.js';
import { summarise } from './tally.js';
import { doneRow, manyRows } from './testing/rows.js';
import { THUMBNAILS, thumbnailName, writeThumbnails } from './thumbnails.js';

const RUN = { title: 'Autumn <bags>', version: '1.2.3', finished: new Date(0), seconds: 60, threads: 4 };
let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'catalogue page #1-'));
});
afterEach(() => rm(out, { recursive: true }));

const page = () => readFile(join(out, 'report.html'), 'utf8');
const scripts = async () => (await readdir(join(out, 'report'))).filter((name) => name.endsWith('.js'));
const write = async (rows: PictureRow[]) => writeCatalogPage(out, rows, await summarise(rows, RUN));

/** What a browser would be handed: the index that the page names and the rows that the index names. */
async function shown(): Promise<{ index: IndexData; rows: string[] }> {
  const [, name] = /data-index="([^"]*)"/.exec(await page()) ?? [];
  let index: IndexData | undefined;
  const chunks: string[][] = [];
  const heroshotIndex = (data: IndexData) => {
    index = data;
  };
  const heroshotRows = (number: number, html: string[]) => {
    chunks[number] = html;
  };
  const run = async (script: string) =>
    runInNewContext(await readFile(join(out, 'report', script), 'utf8'), { heroshotIndex, heroshotRows });
  await run(name);
  if (!index) throw new Error('no index');
  for (const script of index.scripts) await run(script);
  return { index, rows: chunks.flat() };
}

describe('the page of a catalogue', () => {
  test('names an index of all pictures and their rows, in the order they came', async () => {
    await write(manyRows(450));
    const { index, rows } = await shown();
    expect(index.scripts.map((name) => name.slice(0, 9))).toEqual(['rows-0001', 'rows-0002', 'rows-0003']);
    expect(index.rows.map(([, , name]) => name)).toEqual(manyRows(450).map(({ name }) => name));
    expect(rows.map((html) => /<bdi>(p\d+)</.exec(html)?.[1])).toEqual(manyRows(450).map(({ name }) => name));
    expect((await scripts()).length).toBe(4);
  });

  test('shows the thumbnails that were written', async () => {
    const [first, second] = manyRows(2);
    await writeThumbnails(out, first.key, undefined, await examplePicture());
    await write([first, second]);
    const { rows } = await shown();
    expect(rows[0]).toContain(`${THUMBNAILS}/${thumbnailName(first.key, 'after')}`);
    expect(rows[1]).not.toContain('<img');
  });

  test('of no pictures is whole too', async () => {
    await write([]);
    expect(await page()).toContain('</html>');
    expect(await shown()).toMatchObject({ index: { rows: [], scripts: [] }, rows: [] });
  });

  test('runs exactly the style and script that its policy names, and scripts that this one makes', async () => {
    await write(manyRows(1));
    const html = await page();
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    for (const tag of ['style', 'script']) {
      const blocks = [...html.matchAll(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`, 'g'))];
      expect(blocks).toHaveLength(1);
      const hash = createHash('sha256').update(blocks[0][1]).digest('base64');
      expect(policy).toContain(`${tag}-src 'sha256-${hash}'`);
      if (tag === 'script') expect(() => new Script(blocks[0][1])).not.toThrow();
    }
    expect(policy).toMatch(/script-src '[^']*' 'strict-dynamic';/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(html).not.toMatch(/<[^>]* (style|on\w+)=/);
    expect(html).not.toMatch(/@import|url\(|<link rel="(?!icon)|\bsrc="/);
  });

  test('nothing hostile leaves its text, in the page or in its scripts', async () => {
    const hostile = '</script><img src=x onerror=alert(1)>\u2028';
    const row = doneRow({
      key: hostile,
      sku: hostile,
      name: hostile,
      source: hostile,
      errorCode: hostile,
      state: 'failed',
    });
    await writeCatalogPage(out, [row], { ...(await summarise([row], RUN)), title: hostile });
    expect(await page()).not.toContain('<img');
    for (const name of await scripts())
      expect(await readFile(join(out, 'report', name), 'utf8')).not.toMatch(/[<\u2028]/);
    const { index, rows } = await shown();
    expect(index.rows[0][2]).toBe(hostile);
    expect(rows[0]).not.toContain('<img');
  });
});

describe('writing', () => {
  test('rows are not held: those of a script are on disk before the next ones are asked for', async () => {
    const onDisk: number[] = [];
    async function* rows() {
      for (const row of manyRows(600)) {
        if (row.ordinal % 200 === 1) onDisk.push((await scripts()).length);
        yield row;
      }
    }
    await writeCatalogPage(out, rows(), await summarise([], RUN));
    expect(onDisk).toEqual([0, 1, 2]);
  });

  test('a shorter run leaves no script of a longer one', async () => {
    await write(manyRows(450));
    await write(manyRows(3));
    expect((await scripts()).map((name) => name.replace(/-[0-9a-f]{12}/, ''))).toEqual([
      'index.js',
      'rows-0001.js',
    ]);
    expect((await shown()).rows).toHaveLength(3);
  });

  test('the same pictures give the same files', async () => {
    await write(manyRows(5));
    const before = [await page(), ...(await scripts())];
    await write(manyRows(5));
    expect([await page(), ...(await scripts())]).toEqual(before);
  });

  test('where rows end in an error the older page stays whole and nothing is left behind', async () => {
    await write(manyRows(3));
    const before = [await page(), ...(await scripts())];
    function* broken() {
      yield* manyRows(300);
      throw new Error('the manifest is gone');
    }
    await expect(writeCatalogPage(out, broken(), await summarise([], RUN))).rejects.toThrow(
      'the manifest is gone',
    );
    expect([await page(), ...(await scripts())]).toEqual(before);
    expect(await readdir(out)).toEqual(['report', 'report.html']);
  });

  test('a place that is taken fails with a code', async () => {
    await writeFile(join(out, 'report'), 'a file');
    await expect(write(manyRows(1))).rejects.toMatchObject({ code: 'not_writable' });
  });
});

function examplePicture(): Promise<Uint8Array> {
  return sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
}
