import { describe, expect, test } from 'vitest';
import { filtersHtml } from './filters-html.js';
import { summaryHtml } from './summary-html.js';
import type { CatalogSummary } from './tally.js';

const summary = (changes: Partial<CatalogSummary> = {}): CatalogSummary => ({
  title: 'Autumn',
  version: '1.2.3',
  finished: new Date('2026-01-02T03:04:05Z'),
  seconds: 36_000,
  threads: 8,
  pictures: 10_000,
  done: 9000,
  failed: 1000,
  review: 20,
  same: 0,
  gone: 0,
  waiting: 0,
  bytes: 42_000_000_000,
  errors: new Map([
    ['empty_file', 1],
    ['corrupt_image', 999],
  ]),
  marketplaces: new Map([
    ['ebay', { pass: 9000, warn: 0, fail: 0 }],
    ['amazon', { pass: 8990, warn: 4, fail: 6 }],
  ]),
  ...changes,
});
const text = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('summary', () => {
  test('counts, pace, time, threads and size', () => {
    const said = text(summaryHtml(summary()));
    for (const part of [
      '2026-01-02 03:04 UTC',
      'Done 9,000',
      'Failed 1,000',
      'Pictures per hour 900',
      'Time, 8 threads 10 h 0 min',
      'Files made 42 GB',
    ])
      expect(said).toContain(part);
  });

  test('the pace is that of the pictures of this run, where it took up an earlier one', () => {
    const said = text(summaryHtml(summary({ made: 100, seconds: 3600 })));
    expect(said).toContain('Pictures per hour 100');
    expect(said).toContain('this run took 1 h 0 min for 100 pictures');
  });

  test('money and time against a reshoot, with the sums they are', () => {
    const said = text(summaryHtml(summary()));
    for (const part of [
      'you save $270,000',
      '$135,000 to $450,000',
      'a studio needs 225 days; this run took 10 h 0 min',
      'pictures done × price',
    ])
      expect(said).toContain(part);
  });

  test('a picture that is there twice would be shot once', () => {
    const said = text(summaryHtml(summary({ same: 1000 })));
    expect(said).toContain('$120,000 to $400,000');
    expect(said).toContain('1,000 pictures that are the same as another counted once');
  });

  test('reasons come with count and hint, the most frequent first', () => {
    const said = text(summaryHtml(summary()));
    expect(said).toContain('corrupt_image 999 The picture is damaged');
    expect(said.indexOf('corrupt_image')).toBeLessThan(said.indexOf('empty_file'));
  });

  test('marketplaces come with what does not pass, the worst first', () => {
    const html = summaryHtml(summary());
    expect(text(html)).toContain('amazon 8,990 4 6 ebay 9,000 0 0');
    expect(html).toContain(
      'data-only="market" value="amazon" aria-label="Show 6 pictures that do not pass for amazon"',
    );
  });

  test('what was not done is said, with what to do', () => {
    expect(summaryHtml(summary())).not.toContain('banner');
    expect(text(summaryHtml(summary({ waiting: 1, pictures: 10 })))).toContain(
      '1 of 10 pictures is not done yet.',
    );
  });

  test('codes and marketplaces stay text', () => {
    const hostile = `"><script>alert('1')</script>`;
    const html = summaryHtml(
      summary({
        errors: new Map([[hostile, 1]]),
        marketplaces: new Map([[hostile, { pass: 0, warn: 0, fail: 1 }]]),
      }),
    );
    expect(html).not.toContain('<script');
  });
});

describe('filters', () => {
  test('offer each state there is, with its count', () => {
    const said = text(filtersHtml(summary({ gone: 3 })));
    expect(said).toContain('All 10,000 Done 9,000 To review 20 Failed 1,000 Gone 3');
    expect(said).not.toContain('Same twice');
  });

  test('offer the errors and marketplaces there are; where there are none, no choice', () => {
    const html = filtersHtml(summary());
    expect(html).toContain('<option value="corrupt_image">corrupt_image (999)</option>');
    expect(html).toContain('<option value="amazon">Not passing: amazon (6)</option>');
    expect(html).not.toContain('value="ebay"');
    const bare = filtersHtml(summary({ errors: new Map(), marketplaces: new Map() }));
    expect(bare.match(/<select id="(?:error|market)" hidden>/g)).toHaveLength(2);
  });

  test('every field has a label', () => {
    const html = filtersHtml(summary());
    const ids = [...html.matchAll(/<(?:input|select) id="(\w+)"/g)].map(([, id]) => id);
    expect(ids).toEqual(['search', 'error', 'market', 'sort']);
    for (const id of ids) expect(html).toContain(`<label class="unseen" for="${id}">`);
  });
});
