import { describe, expect, test } from 'vitest';
import { cardHtml } from './card.js';
import type { Preview } from './preview.js';
import { exampleEntry, exampleReport, failedEntry } from './testing/entries.js';

const preview = (changes: Partial<Preview> = {}): Preview => ({
  uri: 'data:image/jpeg;base64,AAAA',
  width: 120,
  height: 160,
  reduced: true,
  alpha: false,
  ...changes,
});
const both = { before: preview(), after: preview() };
const text = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('card of a picture that was done', () => {
  test('every number of the report is on it', async () => {
    const card = text(cardHtml(await exampleEntry(), both, 1));
    for (const part of [
      'Pass',
      'mean 0.31, p95 0.92, max 4.1',
      '38.2 dB',
      '99.8 %',
      '30 × 40 → 120 × 160 px (4×)',
      'JPEG 48 KB → JPEG 612 KB',
      'sRGB',
      '0.25 (like JPEG quality 75; measured)',
      '0.08 (σ 2.0 of 255; measured)',
      '0 (none; set by hand, 0.3)',
      'standard-x4 on cpu, 2 tiles',
      'on; moved tones by 0.10 % on average, 2.00 % at most',
      '300 dpi',
      'very little to work from',
      'only the first frame was used',
      'Time: 1.3 s',
      'network 1.4 s',
    ])
      expect(card).toContain(part);
  });

  test('one to review says why', async () => {
    const report = exampleReport({ verdict: 'review', reasons: ['colours <moved>'] });
    const card = cardHtml(await exampleEntry({ report }), both, 1);
    expect(card).toContain('data-kind="review"');
    expect(card).toContain('<li>colours &lt;moved&gt;</li>');
  });

  test('detail is named where there is some', async () => {
    const report = exampleReport();
    expect(text(cardHtml(await exampleEntry({ report }), both, 1))).not.toContain('Detail');
    if (report.network) report.network.detail = 0.5;
    const card = text(cardHtml(await exampleEntry({ report }), both, 1));
    expect(card).toContain('Detail 0.5 (texture before exactness)');
  });

  test('weights for clean pictures are named where they ran', async () => {
    const report = exampleReport();
    if (report.network) report.network.clean = true;
    const card = text(cardHtml(await exampleEntry({ report }), both, 1));
    expect(card).toContain('2 tiles, its weights for pictures without noise and compression');
  });

  test('a cut-out says how sure its outline is and why', async () => {
    const box = { left: 1, top: 2, width: 3, height: 4 };
    const findings = [{ code: 'low_confidence' as const, message: 'The outline is <uncertain>.' }];
    const report = exampleReport({
      cutout: { confidence: 0.613, method: 'uniform', findings, box },
      gate: { attempts: 1, text: 'passed the fidelity gate' },
    });
    const card = cardHtml(await exampleEntry({ report }), both, 1);
    expect(card).toContain('confidence 0.61 of 1, by network and the plain background’s colour.');
    expect(card).toContain('The outline is &lt;uncertain&gt;.');
    expect(card).toContain('passed the fidelity gate');
  });

  test('one that was left as it is names no network', async () => {
    const { network, condition, ...report } = exampleReport({ scale: 1 });
    const card = text(cardHtml(await exampleEntry({ report }), both, 1));
    expect(card).toContain('left as it is');
    expect(card).toContain('Network Not used.');
    expect(card).not.toContain('Told of');
  });

  test('zooming may load the files where previews have fewer pixels', async () => {
    const entry = await exampleEntry({ file: 'out/50 %.jpg', original: '../in/a b.jpg' });
    const card = cardHtml(entry, { before: preview(), after: preview({ reduced: false }) }, 1);
    expect(card).toMatch(/before".* data-reduced data-full="\.\.\/in\/a%20b\.jpg"/);
    expect(card).not.toMatch(/after".* data-full/);
    expect(card).toContain('href="out/50%20%25.jpg"');
  });

  test('a TIFF, which browsers do not show, is linked and not loaded', async () => {
    const report = exampleReport();
    report.output.format = 'tiff';
    const card = cardHtml(await exampleEntry({ file: 'bag.tif', report }), both, 1);
    expect(card).not.toContain('data-full');
    expect(card).toContain('<a href="bag.tif">Open full size (TIFF)</a>');
  });

  test('with one preview there is no divider, with none there is text and a link', async () => {
    const entry = await exampleEntry();
    expect(cardHtml(entry, { after: preview() }, 1)).not.toContain('type="range"');
    const bare = cardHtml(entry, {}, 1);
    expect(bare).not.toContain('class="viewer');
    expect(text(bare)).toContain('No preview could be made.');
    expect(bare).toContain('<a href="bag.jpg">');
  });
});

describe('card of a picture that failed', () => {
  test('code, message and hint are on it', () => {
    const card = cardHtml(failedEntry(), {}, 7);
    expect(card).toContain('id="picture-7"');
    expect(card).toContain('data-kind="failed"');
    expect(text(card)).toContain('Failed corrupt_image cut.jpg ends early Ask for the file again.');
  });
});

test('hostile names, paths and messages stay text', async () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror='alert(1)'>`;
  const error = { code: hostile, message: hostile, hint: hostile };
  const done = await exampleEntry({ name: hostile, source: hostile, file: hostile, original: hostile });
  const failed = failedEntry({ name: hostile, source: hostile, error });
  for (const card of [cardHtml(done, both, 1), cardHtml(failed, {}, 2)]) {
    expect(card).not.toMatch(/<script|<img src=x/);
    expect(card).toContain('&lt;script&gt;');
  }
});
