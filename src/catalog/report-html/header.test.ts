import { describe, expect, test } from 'vitest';
import { type Summary, summaryHtml } from './header.js';

const SUMMARY: Summary = { done: 12, failed: 1, review: 2, seconds: 36, threads: 4, cancelled: false };
const NOW = new Date('2026-03-04T05:06:07Z');
const text = (changes: Partial<Summary> = {}, expected = 13) =>
  summaryHtml({ ...SUMMARY, ...changes }, expected, NOW)
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;|\s+/g, ' ');

describe('summary', () => {
  test('counts, speed and time are stated', () => {
    expect(text()).toMatch(/Done 12 Failed 1 To review 2 Pictures per hour 1,200 Time, 4 threads 36 s/);
  });

  test('the sum against a reshoot stands without the script, with its range', () => {
    expect(text()).toMatch(/\$15–50 a picture.*you save \$360 with 12 pictures.*\$180 to \$600/);
    expect(text()).toContain('2 of them still want your look');
  });

  test('a filter with nothing to show is disabled', () => {
    const html = summaryHtml({ ...SUMMARY, failed: 0 }, 12, NOW);
    expect(html).toMatch(/data-filter="failed" aria-pressed="false" disabled/);
    expect(html).not.toMatch(/data-filter="done"[^>]*disabled/);
  });

  test('a run that was stopped says so', () => {
    expect(text({ cancelled: true }, 40)).toContain('This run was stopped after 13 of 40 pictures.');
    expect(text()).not.toContain('stopped');
  });

  test('a run in which nothing was done has a page, too', () => {
    expect(text({ done: 0, failed: 1, review: 0, seconds: 0 }, 1)).toMatch(
      /Pictures per hour –.*you save \$0/,
    );
  });
});
