import { countsHtml } from '../report-html/counts.js';
import { escapeHtml } from '../report-html/escape.js';
import { count, countOf, duration, fileSize, perHour } from '../report-html/quantities.js';
import { reshootHtml } from '../report-html/reshoot.js';
import { hintOf } from './hint.js';
import type { CatalogSummary } from './tally.js';

/** Pictures that a studio shoots in a day: where the sum starts, for the reader to change. */
const PACE = 40;

/** What a run came to, above the list. */
export function summaryHtml(summary: CatalogSummary): string {
  const { finished, waiting, pictures } = summary;
  const time = finished.toISOString();
  const stopped =
    waiting > 0
      ? `<p class="banner">${count(waiting)} of ${countOf(pictures, 'picture')} ${waiting === 1 ? 'is' : 'are'} not done yet. Run the same command again to go on.</p>\n`
      : '';
  return `<p class="when">Finished <time datetime="${time}">${time.slice(0, 16).replace('T', ' ')} UTC</time></p>
${stopped}${counts(summary)}${reshoot(summary)}</header>
<div class="sums">${failures(summary)}${marketplaces(summary)}</div>
`;
}

function counts(summary: CatalogSummary): string {
  const { done, failed, review, same, gone, bytes, seconds, threads, made = done } = summary;
  return countsHtml([
    ['Done', count(done)],
    ['Failed', count(failed), failed > 0 ? 'failed' : ''],
    ['To review', count(review), review > 0 ? 'review' : ''],
    ['Same picture twice', count(same)],
    ['Gone from the source', count(gone)],
    ['Pictures per hour', perHour(made, seconds)],
    [`Time, ${countOf(threads, 'thread')}`, duration(seconds)],
    ['Files made', fileSize(bytes)],
  ]);
}

/** A studio shoots a product once, however often its picture is in the catalogue. */
function reshoot({ done, same, review, seconds, made = done }: CatalogSummary): string {
  const shot = done - same;
  const once =
    same > 0
      ? `; ${countOf(same, 'picture')} that ${same === 1 ? 'is' : 'are'} the same as another counted once`
      : '';
  const days = Math.ceil(shot / PACE);
  return reshootHtml(
    { done: shot, review },
    `<p><label for="pace">At&nbsp;</label><span class="price"><input id="pace" type="number" inputmode="numeric" min="1" max="100000" step="1" value="${PACE}" data-pictures="${shot}"></span> pictures a day a studio needs <output id="days" for="pace">${count(days)}</output> days; this run took ${duration(seconds)}${made < done ? ` for ${countOf(made, 'picture')}` : ''}.</p>
<p class="aside">The sums: pictures done × price, and pictures done ÷ pictures a day${once}. Both prices and pace are for you to set.</p>
`,
  );
}

function failures({ errors }: CatalogSummary): string {
  if (errors.size === 0) return '';
  const rows = byCount(errors, (pictures) => pictures).map(
    ([code, pictures]) =>
      `<tr><th scope="row"><code>${escapeHtml(code)}</code></th><td>${show('error', code, pictures, `failed with ${code}`)}</td><td>${escapeHtml(hintOf(code))}</td></tr>`,
  );
  return `<section aria-labelledby="failed-title"><h2 id="failed-title">Why pictures failed</h2>
<table><thead><tr><th scope="col">Code</th><th scope="col">Pictures</th><th scope="col">What to do</th></tr></thead><tbody>${rows.join('')}</tbody></table></section>
`;
}

function marketplaces({ marketplaces: audits }: CatalogSummary): string {
  if (audits.size === 0) return '';
  const rows = byCount(audits, ({ fail, warn }) => fail * 1e9 + warn).map(
    ([market, { pass, warn, fail }]) =>
      `<tr><th scope="row">${escapeHtml(market)}</th><td>${count(pass)}</td><td>${count(warn)}</td><td>${fail > 0 ? show('market', market, fail, `that do not pass for ${market}`) : '0'}</td></tr>`,
  );
  return `<section aria-labelledby="markets-title"><h2 id="markets-title">Files for marketplaces</h2>
<table><thead><tr><th scope="col">Marketplace</th><th scope="col">Pass</th><th scope="col">Pass, with advice</th><th scope="col">Do not pass</th></tr></thead><tbody>${rows.join('')}</tbody></table></section>
`;
}

function show(filter: 'error' | 'market', value: string, pictures: number, which: string): string {
  return `<button type="button" data-only="${filter}" value="${escapeHtml(value)}" aria-label="Show ${countOf(pictures, 'picture')} ${escapeHtml(which)}">${count(pictures)}</button>`;
}

/** The most first. */
function byCount<T>(map: Map<string, T>, weight: (value: T) => number): [string, T][] {
  return [...map].sort(([a, x], [b, y]) => weight(y) - weight(x) || (a < b ? -1 : 1));
}
