import { describe, expect, test } from 'vitest';
import { type Beside, rowHtml } from './row-html.js';
import { doneRow, failedRow, madeFile } from './testing/rows.js';
import { thumbnailName } from './thumbnails.js';

const BARE: Beside = { thumbnails: new Set() };
const text = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const links = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url);

describe('the row of a picture that was done', () => {
  test('says whose it is, what it came to, how long it took, and links its files', () => {
    const html = rowHtml(doneRow({ row: 1234 }), BARE);
    for (const part of ['SKU BAG-1 , picture 1', 'row 1,234, image_1', 'bags/bag.jpg', 'Pass', '8.2 s'])
      expect(text(html)).toContain(part);
    expect(text(html)).toContain('600 × 800 → 2,400 × 3,200 px');
    expect(links(html)).toEqual(['#bags/bag.jpg', './amazon/bag.jpg', './bag.jpg', './bag.report.json']);
  });

  test('shows for each marketplace whether the file passes, in colour and in words', () => {
    const outputs = [
      madeFile(),
      madeFile({ for: 'ebay', audit: 'warn' }),
      madeFile({ for: 'etsy', audit: 'fail', bytes: 3_100_000 }),
    ];
    const html = rowHtml(doneRow({ outputs }), BARE);
    expect(html).toMatch(/badge pass"[^>]*>amazon<span class="unseen">, passes</);
    expect(html).toMatch(/badge review"[^>]*>ebay<span class="unseen">, passes, with advice</);
    expect(html).toMatch(
      /badge failed" title="2,000 × 2,000 px, JPEG 3\.1 MB"[^>]*>etsy<span class="unseen">, does not pass</,
    );
  });

  test('one to review says why', () => {
    const html = rowHtml(doneRow({ verdict: 'review', reasons: ['colours <moved>'] }), BARE);
    expect(html).toContain('badge review">Review<');
    expect(html).toContain('<li>colours &lt;moved&gt;</li>');
  });

  test('one that is the same as another names it and links to it', () => {
    const row = doneRow({ sameAs: 'bags/other #1.jpg' });
    const html = rowHtml(row, { ...BARE, sameAs: 'other' });
    expect(text(html)).toContain('The same picture as other');
    expect(links(html)).toContain('#bags/other%20%231.jpg');
    expect(text(rowHtml(row, BARE))).toContain('The same picture as bags/other #1.jpg');
  });

  test('what is not known is left out', () => {
    const bare = doneRow({
      sku: null,
      row: null,
      column: null,
      inputWidth: null,
      outputs: [],
      report: null,
      seconds: null,
    });
    expect(text(rowHtml(bare, BARE)).trim()).toBe('bag bags/bag.jpg Pass');
  });
});

describe('thumbnails of a row', () => {
  const known = (...keys: string[]): Beside => ({
    thumbnails: new Set(keys.flatMap((key) => [thumbnailName(key, 'before'), thumbnailName(key, 'after')])),
  });

  test('have the shape of the picture before they are there, load late, and the after opens the master', () => {
    const html = rowHtml(doneRow(), known('bags/bag.jpg'));
    expect(html.match(/width="66" height="88" loading="lazy"/g)).toHaveLength(2);
    expect(html).toMatch(/<a href="\.\/bag\.jpg"><img src="report\/thumbnails\/[0-9a-f]+-after\.webp"/);
  });

  test('are asked for only where there are files', () => {
    expect(rowHtml(doneRow(), BARE)).not.toContain('<img');
    const before = { thumbnails: new Set([thumbnailName('bags/cut.jpg', 'before')]) };
    expect(rowHtml(failedRow(), before).match(/<img/g)).toHaveLength(1);
  });

  test('of a copy are those of the picture it is the same as, unless it has its own', () => {
    const copy = doneRow({ key: 'copy', sameAs: 'first' });
    expect(rowHtml(copy, known('first'))).toContain(thumbnailName('first', 'after'));
    expect(rowHtml(copy, known('first', 'copy'))).toContain(thumbnailName('copy', 'after'));
  });
});

describe('the row of a picture that is not done', () => {
  test('a failure has code, message, hint and how often it was tried', () => {
    const html = rowHtml(failedRow({ attempts: 3 }), BARE);
    expect(text(html)).toContain(
      'Failed corrupt_image cut.jpg ends early The picture is damaged or cut off. Ask for the file again. Tried 3 times.',
    );
  });

  test('a code that this version does not know has no hint and does no harm', () => {
    const html = rowHtml(failedRow({ errorCode: 'constructor', errorMessage: null }), BARE);
    expect(text(html)).toContain('Failed constructor 8.2 s');
  });

  test.each([
    ['queued', 'Not done yet'],
    ['running', 'Not done yet'],
    ['gone', 'Gone from the source'],
  ] as const)('%s says so', (state, words) => {
    expect(text(rowHtml(doneRow({ state, verdict: null }), BARE))).toContain(words);
  });
});

test('hostile names, SKUs, paths and messages stay text', () => {
  const hostile = `</script><img src=x onerror='alert(1)'>"><b a="`;
  const outputs = [
    madeFile({ for: 'master', path: hostile, format: hostile }),
    madeFile({ for: hostile, path: hostile }),
  ];
  const bad = {
    key: hostile,
    sku: hostile,
    name: hostile,
    source: hostile,
    column: hostile,
    sameAs: hostile,
  };
  const said = { errorCode: hostile, errorMessage: hostile, reasons: [hostile], report: hostile };
  for (const html of [
    rowHtml(doneRow({ ...bad, ...said, outputs }), BARE),
    rowHtml(failedRow({ ...bad, ...said }), BARE),
  ]) {
    expect(html).not.toMatch(/<\/?script|<img|<b /);
    expect(html.replace(/<\/?(?:div|p|a|h3|ul|li|span|bdi|code)(?: [a-z-]+="[^"<>]*")*>/g, '')).not.toMatch(
      /[<>]/,
    );
  }
});

test.each([
  ['new bags/50 % #1?"\'👜.jpg', './new%20bags/50%20%25%20%231%3F%22&#39;%F0%9F%91%9C.jpg'],
  ['//evil.example/x.jpg', './//evil.example/x.jpg'],
  ['javascript:alert(1)', './javascript%3Aalert(1)'],
])('the path %s is a file beside the page', (path, url) => {
  expect(links(rowHtml(doneRow({ outputs: [madeFile({ path })] }), BARE))).toContain(url);
  const plain = url.replace('&#39;', "'");
  expect(new URL(plain, 'file:///reports/').pathname.startsWith('/reports/')).toBe(true);
});
