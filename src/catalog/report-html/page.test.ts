import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ReportPage } from './page.js';
import { exampleEntry, failedEntry } from './testing/entries.js';

const OPTIONS = { title: 'Autumn <bags>', version: '1.2.3', expected: 3 };
const SUMMARY = { done: 2, failed: 1, review: 0, seconds: 3, threads: 2, cancelled: false };
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-html-'));
  path = join(folder, 'report.html');
});
afterEach(() => rm(folder, { recursive: true }));

async function writtenPage(): Promise<string> {
  const page = await ReportPage.create(path, OPTIONS);
  await page.add(await exampleEntry());
  await page.add(failedEntry());
  await page.add(await exampleEntry({ name: 'shoe.jpg' }));
  await page.close(SUMMARY);
  return readFile(path, 'utf8');
}

const hashOf = (block: string) => `'sha256-${createHash('sha256').update(block).digest('base64')}'`;
const inside = (html: string, tag: string) =>
  [...html.matchAll(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`, 'g'))].map(([, block]) => block);

describe('the finished page', () => {
  test('holds the pictures in order, between the summary and the legend', async () => {
    const html = await writtenPage();
    expect(html.startsWith('<!doctype html>')).toBe(true);
    expect(html.trimEnd().endsWith('</html>')).toBe(true);
    const order = [
      '<h1>Autumn &lt;bags&gt;</h1>',
      'class="counts"',
      '<main',
      'id="picture-1"',
      'id="picture-2"',
      'id="picture-3"',
      '</main>',
      'How to read',
    ];
    expect(order.map((part) => html.indexOf(part))).toEqual(
      order.map((part) => html.indexOf(part)).sort((a, b) => a - b),
    );
    for (const part of order) expect(html.split(part)).toHaveLength(2);
  });

  test('runs exactly the style and script that its policy names', async () => {
    const html = await writtenPage();
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    const [styles, scripts] = [inside(html, 'style'), inside(html, 'script')];
    expect([styles.length, scripts.length]).toEqual([1, 1]);
    expect(policy).toContain(`style-src ${hashOf(styles[0])};`);
    expect(policy).toContain(`script-src ${hashOf(scripts[0])};`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(html).not.toMatch(/<[^>]* (style|on\w+)=/);
  });

  test('has a script that parses', async () => {
    const [script] = inside(await writtenPage(), 'script');
    expect(() => new Script(script)).not.toThrow();
  });

  test('names no other host and no other file than the results', async () => {
    const html = await writtenPage();
    const hosts = [...html.matchAll(/https?:\/\/[^\s'"<)]+/g)].map(([url]) => url);
    expect(new Set(hosts)).toEqual(new Set(['http://www.w3.org/2000/svg']));
    expect(html).not.toMatch(/@import|url\(|<link rel="(?!icon)|\bsrc="(?!data:)/);
    const links = [...html.matchAll(/\b(?:href|data-full)="(?!data:)([^"]*)"/g)].map(([, url]) => url);
    expect(new Set(links)).toEqual(new Set(['bag.jpg']));
  });
});

describe('writing', () => {
  test('the page has a temporary name until it is whole', async () => {
    const page = await ReportPage.create(path, OPTIONS);
    await page.add(failedEntry());
    const [temporary, ...others] = await readdir(folder);
    expect(others).toEqual([]);
    expect(temporary).toMatch(/^\.report\.html\..*\.tmp$/);
    expect(await readFile(join(folder, temporary), 'utf8')).toContain('id="picture-1"');
    await page.close(SUMMARY);
    expect(await readdir(folder)).toEqual(['report.html']);
  });

  test('a page that is abandoned leaves nothing, and an older one as it was', async () => {
    await writeFile(path, 'older');
    const page = await ReportPage.create(path, OPTIONS);
    const adding = page.add(await exampleEntry());
    await page.abandon();
    await adding;
    expect(await readdir(folder)).toEqual(['report.html']);
    expect(await readFile(path, 'utf8')).toBe('older');
  });

  test('a page that is closed can be abandoned without harm', async () => {
    const page = await ReportPage.create(path, OPTIONS);
    await page.close(SUMMARY);
    await page.abandon();
    expect(await readdir(folder)).toEqual(['report.html']);
  });

  test('calls that overlap give whole cards in the order of the calls', async () => {
    const page = await ReportPage.create(path, { ...OPTIONS, expected: 30 });
    const entries = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        i % 3 ? exampleEntry({ name: `p${i}.jpg` }) : failedEntry({ name: `p${i}.jpg` }),
      ),
    );
    const adding = entries.map((entry) => page.add(entry));
    await page.close({ ...SUMMARY, done: 20, failed: 10 });
    await Promise.all(adding);
    const html = await readFile(path, 'utf8');
    const cards = [...html.matchAll(/<article [\s\S]*?<\/article>/g)].map(([card]) => card);
    expect(cards.map((card) => /<bdi>(p\d+\.jpg)/.exec(card)?.[1])).toEqual(entries.map(({ name }) => name));
    for (const card of cards) expect(card.match(/<article/g)).toHaveLength(1);
  });

  test('bytes that are no picture give a card without one', async () => {
    const page = await ReportPage.create(path, OPTIONS);
    await page.add(await exampleEntry({ before: Buffer.from('no'), after: Buffer.from('picture') }));
    await page.close(SUMMARY);
    expect(await readFile(path, 'utf8')).toContain('No preview could be made.');
  });

  test('the summary of a very long run has room', async () => {
    const page = await ReportPage.create(path, { ...OPTIONS, expected: 1e12 });
    await page.close({ done: 9e11, failed: 9e11, review: 9e11, seconds: 1e9, threads: 256, cancelled: true });
    expect(await readFile(path, 'utf8')).toContain('900,000,000,000');
  });

  test('a folder that is not there is named with a code', async () => {
    const nowhere = join(folder, 'no', 'report.html');
    await expect(ReportPage.create(nowhere, OPTIONS)).rejects.toMatchObject({ code: 'not_writable' });
  });

  test('a name that is taken by a folder fails with a code and leaves nothing behind', async () => {
    const page = await ReportPage.create(join(folder, 'sub'), OPTIONS);
    await mkdir(join(folder, 'sub', 'full'), { recursive: true });
    await expect(page.close(SUMMARY)).rejects.toMatchObject({ code: 'not_writable' });
    expect(await readdir(folder)).toEqual(['sub']);
  });
});
