import type { OutputReport } from '../../recipe/report.js';
import type { PageOutput } from './entry.js';
import { encodePath, escapeHtml } from './escape.js';
import type { Preview } from './preview.js';
import { dimensions, fileSize } from './quantities.js';

/** A file made for a marketplace, as a card shows it. */
export interface ShownOutput extends PageOutput {
  report: OutputReport;
  preview?: Preview | undefined;
}

/** Green, amber or red, in words too: colour alone tells some people nothing. */
export const AUDIT_BADGES = {
  pass: ['pass', 'Passes'],
  warn: ['review', 'Passes, with advice'],
  fail: ['failed', 'Does not pass'],
} as const;

/** The files that were made for marketplaces: a thumbnail each, whether it passes, and what stands in the way. */
export function outputsHtml(outputs: ShownOutput[]): string {
  if (outputs.length === 0) return '';
  return `<section class="outputs"><h3>Files for marketplaces</h3>\n<ul>${outputs.map(item).join('')}</ul></section>\n`;
}

function item({ report, file, preview }: ShownOutput): string {
  const [kind, label] = AUDIT_BADGES[report.audit.verdict];
  const size = `${dimensions(report)} px, ${report.format.toUpperCase()} ${fileSize(report.bytes)}`;
  return `<li><a href="${escapeHtml(encodePath(file))}">${thumbnail(report, preview)}</a>
<div><p><strong>${escapeHtml(report.for)}</strong> <span class="badge ${kind}">${label}</span></p>
<p class="aside">${size}</p>
${findings(report)}</div></li>
`;
}

function thumbnail({ for: name }: OutputReport, preview: Preview | undefined): string {
  const alt = `Open the file for ${escapeHtml(name)}`;
  if (!preview) return alt;
  const { uri, width, height, alpha } = preview;
  return `<img${alpha ? ' class="alpha"' : ''} src="${uri}" width="${width}" height="${height}" loading="lazy" alt="${alt}">`;
}

/** What fails comes first, then advice; what is well needs no words. */
function findings({ audit, notes }: OutputReport): string {
  const shown = ['fail', 'warn'].flatMap((severity) => audit.findings.filter((f) => f.severity === severity));
  const lines = [...shown.map(({ message, fix }) => (fix ? `${message} ${fix}` : message)), ...notes];
  if (lines.length === 0) return '';
  return `<ul class="notes">${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`;
}
