import { describe, expect, test } from 'vitest';
import type { Severity } from '../../marketplaces/audit/check.js';
import type { Finding } from '../../marketplaces/audit/finding.js';
import type { OutputReport } from '../../recipe/report.js';
import { outputsHtml } from './outputs.js';

const report = (changes: Partial<OutputReport> = {}): OutputReport => ({
  for: 'amazon',
  format: 'jpeg',
  bytes: 412_000,
  width: 2000,
  height: 2000,
  audit: { verdict: 'pass', findings: [] },
  transforms: [],
  notes: [],
  ...changes,
});
const shown = (about: OutputReport) => ({
  for: about.for,
  file: `${about.for}/bag 1.jpg`,
  bytes: new Uint8Array(),
  report: about,
  preview: { uri: 'data:image/jpeg;base64,AA', width: 176, height: 176, reduced: true, alpha: false },
});

describe('files for marketplaces', () => {
  test('are absent where none were made', () => {
    expect(outputsHtml([])).toBe('');
  });

  test('have a thumbnail that opens the file, their size, and whether they pass, in words', () => {
    const html = outputsHtml([shown(report())]);
    for (const part of [
      'href="amazon/bag%201.jpg"',
      'src="data:image/jpeg;base64,AA"',
      '2,000 × 2,000 px, JPEG 412 KB',
      'badge pass">Passes<',
    ])
      expect(html).toContain(part);
  });

  test('say what stands in the way before what is only advice, and nothing of what is well', () => {
    const finding = (severity: Severity, message: string, fix?: string): Finding => ({
      code: 'white_background',
      source: 'https://example.com/rules',
      severity,
      message,
      ...(fix ? { fix } : {}),
    });
    const findings = [
      finding('pass', 'all well'),
      finding('warn', 'a bit small'),
      finding('fail', 'not <white>', 'use --cutout'),
    ];
    const html = outputsHtml([shown(report({ audit: { verdict: 'fail', findings } }))]);
    expect(html).toContain('badge failed">Does not pass<');
    expect(html).toContain('<li>not &lt;white&gt; use --cutout</li><li>a bit small</li>');
    expect(html).not.toContain('all well');
  });
});
