import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { heroshot, photo } from './photos.js';

let folder: string;
let server: Server;
const at = (...path: string[]) => join(folder, ...path);
const port = () => (server.address() as AddressInfo).port;

/** Run over a source, quickly. */
const catalog = (source: string, out: string, ...more: string[]) =>
  heroshot(['catalog', at(source), '--tier', 'edge', '--scale', '2', '--out', at(out), ...more]);

/** The lines of a results.csv by what they call their source. */
async function results(out: string): Promise<Map<string, Record<string, string>>> {
  const rows = parse(await readFile(at(out, 'results.csv')), { columns: true }) as Record<string, string>[];
  return new Map(rows.map((row) => [row.source, row]));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-catalog-'));
  await mkdir(at('photos', 'Taschen & Gürtel'), { recursive: true });
  await writeFile(at('photos', 'a b.jpg'), await photo(1));
  await writeFile(at('photos', 'copy of a b.jpg'), await photo(1));
  await writeFile(at('photos', 'Taschen & Gürtel', 'ö "1".jpg'), await photo(2));
  await writeFile(at('photos', 'broken.jpg'), (await photo(3)).subarray(0, 300));
  await writeFile(at('photos', 'empty.png'), '');
  server = createServer((request, response) => {
    if (request.url === '/page.jpg') response.setHeader('content-type', 'text/html').end('<html>not found');
    else if (request.url === '/away.jpg')
      response.writeHead(302, { location: 'http://[fe80::1]/x.jpg' }).end();
    else if (request.url === '/gone.jpg') response.writeHead(404).end();
    else void photo(9).then((bytes) => response.setHeader('content-type', 'text/plain').end(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a folder', () => {
  it('is done picture by picture, the broken ones named, the same one once', async () => {
    const { code, stdout, stderr } = await catalog('photos', 'one', '--json');
    expect(code, stderr).toBe(1);
    const found = await results('one');
    expect(found.get(at('photos', 'broken.jpg'))).toMatchObject({
      state: 'failed',
      error_code: 'corrupt_image',
    });
    expect(found.get(at('photos', 'empty.png'))).toMatchObject({ state: 'failed', error_code: 'empty_file' });
    expect(found.get(at('photos', 'Taschen & Gürtel', 'ö "1".jpg'))).toMatchObject({
      state: 'done',
      master: 'Taschen & Gürtel/ö _1_.jpg',
      width: '96',
    });
    const [first, second] = await Promise.all(
      ['a b.jpg', 'copy of a b.jpg'].map((name) => readFile(at('one', name))),
    );
    expect(second.equals(first)).toBe(true);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events[0]).toEqual({ event: 'ready', pictures: 5, doneOtherwise: 0 });
    const endings = events.filter(({ event }) => event === 'picture').map(({ ending }) => ending);
    expect(endings.sort()).toEqual(['copied', 'failed', 'failed', 'made', 'made']);
    expect(events.at(-1)).toMatchObject({ event: 'summary', done: 3, failed: 2, same: 1, stopped: false });
    expect(stderr).toContain('3 done, 2 failed');
    expect(stderr).toContain('failed with corrupt_image: 1');
    expect(await readFile(at('one', 'report.html'), 'utf8')).toContain('<!doctype html>');
    expect(await readdir(at('one', 'report', 'thumbnails'))).toHaveLength(4);
  });

  it('that holds a run is refused without --resume, and skipped where it is done with it', async () => {
    const refused = await catalog('photos', 'one');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('--resume');
    const before = (await stat(at('one', 'a b.jpg'))).mtimeMs;
    await writeFile(at('photos', 'broken.jpg'), await photo(3));
    const { code, stderr } = await catalog('photos', 'one', '--resume');
    expect(code, stderr).toBe(1);
    expect(stderr).toContain('1 made, 3 done before, 1 failed');
    expect((await stat(at('one', 'a b.jpg'))).mtimeMs).toBe(before);
    const other = await catalog('photos', 'one', '--resume', '--format', 'webp');
    expect(other.stderr).toContain('note: 4 pictures were done with other options');
    expect((await results('one')).get(at('photos', 'a b.jpg'))?.master).toBe('a b.webp');
  });

  it('is only looked at by --dry-run', async () => {
    const { code, stdout, stderr } = await catalog('photos', 'dry', '--dry-run');
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('pictures:   5, of which 3 would be made');
    expect(stdout).toContain('duplicates: 1');
    expect(stdout).toContain('too small:  3 under 300 px');
    expect(stdout).toContain(`would fail: 1 with empty_file, e.g. ${at('photos', 'empty.png')}`);
    expect(stdout).toMatch(/time: {7}about \d+ s on this machine/);
    expect(stdout).toMatch(/disk: {7}about \d+ MB/);
    expect(await stat(at('dry')).catch(() => undefined)).toBeUndefined();
  });
});

describe('a table', () => {
  const TABLE = [
    'Artikelnr;Name;image',
    'Ä 1;Größe;photos/a b.jpg',
    'Ä 1;Größe;"photos/Taschen & Gürtel/ö ""1"".jpg"',
    '../../x;leer;',
    '=1+1;weg;nowhere.jpg',
    'B;fort;../../../etc/passwd',
  ].join('\r\n');

  it('of a German office program gives results and an import copy that join to it', async () => {
    await writeFile(at('table.csv'), Buffer.from(`${TABLE}\r\n`, 'latin1'));
    const { code, stderr } = await catalog('table.csv', 'table', '--columns', 'sku=Artikelnr,image=image');
    expect(code, stderr).toBe(1);
    const rows = parse(await readFile(at('table', 'results.csv')), { columns: true }) as Record<
      string,
      string
    >[];
    expect(
      rows.map(({ row, sku, state, master, error_code }) => [row, sku, state, master || error_code]),
    ).toEqual([
      ['1', 'Ä 1', 'done', 'Ä 1-1.jpg'],
      ['2', 'Ä 1', 'done', 'Ä 1-2.jpg'],
      ['3', '../../x', 'failed', 'empty_cell'],
      ['4', "'=1+1", 'failed', 'file_not_found'],
      ['5', 'B', 'failed', expect.stringMatching(/\w/)],
    ]);
    const copy = (await readFile(at('table', 'import.csv'))).toString('latin1');
    expect(copy).toBe(
      `${TABLE}\r\n`
        .replace('photos/a b.jpg', 'Ä 1-1.jpg')
        .replace('photos/Taschen & Gürtel/ö ""1"".jpg', 'Ä 1-2.jpg'),
    );
  });

  it('without a column of pictures says which columns it found, and how to name one', async () => {
    await writeFile(at('bad.csv'), 'a,b\n1,2\n');
    const { code, stderr } = await catalog('bad.csv', 'bad');
    expect(code).toBe(2);
    expect(stderr).toContain('--columns');
    expect(stderr).toMatch(/\ba\b.*\bb\b/);
  });

  it('of addresses is fetched: what lies, leads astray or is gone is named, the rest done', async () => {
    const names = ['good.jpg', 'page.jpg', 'away.jpg', 'gone.jpg'];
    const lines = names.map((name, i) => `S${i},http://127.0.0.1:${port()}/${name}`);
    await writeFile(at('urls.csv'), `sku,image\n${lines.join('\n')}\n`);
    const refused = await catalog('urls.csv', 'refused');
    expect(refused.code).toBe(1);
    expect([...(await results('refused')).values()].map((row) => row.error_code)).toEqual(
      Array(4).fill('url_refused'),
    );
    const { code, stderr } = await catalog(
      'urls.csv',
      'urls',
      '--allow-private',
      '--url-base',
      'https://cdn.example.com/x',
    );
    expect(code, stderr).toBe(1);
    const rows = [...(await results('urls')).values()];
    expect(rows.map((row) => row.error_code)).toEqual([
      '',
      'not_a_picture_url',
      'url_refused',
      'fetch_failed',
    ]);
    expect(await readFile(at('urls', 'import.csv'), 'utf8')).toContain(
      'S0,https://cdn.example.com/x/S0-1.jpg\n',
    );
  });
});

describe('a ZIP', () => {
  it('is done entry by entry, also as far as a truncated one goes', async () => {
    const zip = new ZipFile();
    zip.addBuffer(await photo(5), 'in/d.jpg');
    zip.addBuffer(Buffer.from('text'), 'in/notes.txt');
    zip.addBuffer(await photo(6), 'in/deep/e.jpg');
    zip.end();
    const bytes = Buffer.concat(await buffers(zip));
    await writeFile(at('whole.zip'), bytes);
    const { code, stderr } = await catalog('whole.zip', 'zip', '--layout', '{for}/{name}-{n}');
    expect(code, stderr).toBe(0);
    expect((await readdir(at('zip', 'master'))).sort()).toEqual([
      'd-1.jpg',
      'd-1.report.json',
      'e-1.jpg',
      'e-1.report.json',
    ]);
    await writeFile(at('cut.zip'), bytes.subarray(0, bytes.length - 30));
    const cut = await catalog('cut.zip', 'cut');
    expect(cut.code).toBe(2);
    expect(cut.stderr).toContain('cut.zip');
  });
});

async function buffers({ outputStream }: ZipFile): Promise<Buffer[]> {
  const all: Buffer[] = [];
  for await (const piece of outputStream) all.push(piece as Buffer);
  return all;
}
