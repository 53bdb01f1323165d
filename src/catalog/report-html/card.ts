import type { PageEntry } from './entry.js';
import { encodePath, escapeHtml } from './escape.js';
import { factsHtml } from './facts.js';
import { outputsHtml, type ShownOutput } from './outputs.js';
import { isCompact, type Previews, viewerHtml } from './viewer.js';

/** What the filter knows a card by. */
export type CardKind = 'pass' | 'review' | 'failed';

/** One picture of the page. `number` counts from 1 and makes the card's anchor. */
export function cardHtml(
  entry: PageEntry,
  previews: Previews,
  number: number,
  outputs: ShownOutput[] = [],
): string {
  const kind = kindOf(entry);
  const body = entry.status === 'failed' ? failure(entry) : doneBody(entry);
  const viewer = viewerHtml(entry, previews);
  const id = `picture-${number}`;
  return `<article class="card" id="${id}" data-kind="${kind}" aria-labelledby="${id}-name">
<header><h2 id="${id}-name"><bdi>${escapeHtml(entry.name)}</bdi></h2><p class="source"><bdi>${escapeHtml(entry.source)}</bdi></p></header>
<div class="body ${layout(viewer, previews)}">
${viewer ? `<div class="picture">\n${viewer}</div>\n` : ''}<div class="text">
${viewer ? '' : missing(entry)}${body}</div>
</div>
${outputsHtml(outputs)}</article>
`;
}

function layout(viewer: string, previews: Previews): string {
  if (!viewer) return 'plain';
  return isCompact(previews) ? 'compact' : 'large';
}

function kindOf({ status, report }: PageEntry): CardKind {
  if (status === 'failed') return 'failed';
  return report?.verdict === 'review' ? 'review' : 'pass';
}

function failure({ error }: PageEntry): string {
  const { code, message, hint } = error ?? { code: 'internal', message: 'no reason was given', hint: '' };
  return `<p class="verdict"><span class="badge failed">Failed</span> <code>${escapeHtml(code)}</code></p>
<p class="message">${escapeHtml(message)}</p>
<p>${escapeHtml(hint)}</p>
`;
}

function doneBody({ report }: PageEntry): string {
  return report ? factsHtml(report) : '<p class="verdict"><span class="badge pass">Done</span></p>\n';
}

function missing({ status, file }: PageEntry): string {
  if (status === 'failed') return '';
  const link = file ? ` <a href="${escapeHtml(encodePath(file))}">Open the result</a>` : '';
  return `<p class="aside">No preview could be made.${link}</p>\n`;
}
