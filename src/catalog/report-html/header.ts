import { count, countOf, duration } from './quantities.js';

/** What a whole run came to. */
export interface Summary {
  done: number;
  failed: number;
  /** Of those done, the ones that a person should look at. */
  review: number;
  seconds: number;
  threads: number;
  cancelled: boolean;
}

/** What a studio asks for a picture, in US dollars: the range that is stated, and where the calculator starts. */
const RESHOOT = { low: 15, high: 50, usual: 30 };

/** The summary, the sum against a reshoot, and the filter: all that is known only when the last picture is through. */
export function summaryHtml(summary: Summary, expected: number, finished: Date): string {
  const day = finished.toISOString().slice(0, 10);
  return `<p class="when">Finished <time datetime="${finished.toISOString()}">${day}</time></p>
${stopped(summary, expected)}${counts(summary)}${cost(summary)}</header>
${filters(summary)}`;
}

function stopped({ done, failed, cancelled }: Summary, expected: number): string {
  if (!cancelled) return '';
  return `<p class="banner">This run was stopped after ${count(done + failed)} of ${countOf(expected, 'picture')}.</p>\n`;
}

function counts({ done, failed, review, seconds, threads }: Summary): string {
  const perHour = seconds > 0 ? (done * 3600) / seconds : 0;
  const rows: [term: string, value: string, kind?: string][] = [
    ['Done', count(done)],
    ['Failed', count(failed), failed > 0 ? 'failed' : ''],
    ['To review', count(review), review > 0 ? 'review' : ''],
    ['Pictures per hour', perHour > 0 ? count(perHour) : '–'],
    [`Time, ${countOf(threads, 'thread')}`, duration(seconds)],
  ];
  const cells = rows.map(
    ([term, value, kind]) => `<div${kind ? ` class="${kind}"` : ''}><dt>${term}</dt><dd>${value}</dd></div>`,
  );
  return `<dl class="counts">${cells.join('')}</dl>\n`;
}

function cost({ done, review }: Summary): string {
  const { low, high, usual } = RESHOOT;
  const look =
    review > 0 ? ` ${count(review)} of them still ${review === 1 ? 'wants' : 'want'} your look.` : '';
  return `<section class="cost" aria-labelledby="cost-title">
<h2 id="cost-title">Against a reshoot</h2>
<p><label for="price">A reshoot costs $${low}–${high} a picture. At&nbsp;</label><span class="price">$<input id="price" type="number" inputmode="decimal" min="0" max="100000" step="1" value="${usual}" data-pictures="${done}"></span>
you save <output id="saved" for="price">$${count(done * usual)}</output> with ${countOf(done, 'picture')}.</p>
<p class="aside">Over the whole range: $${count(done * low)} to $${count(done * high)}.${look}</p>
</section>
`;
}

function filters({ done, failed, review }: Summary): string {
  const buttons: [filter: string, label: string, pictures: number][] = [
    ['all', 'All', done + failed],
    ['review', 'To review', review],
    ['failed', 'Failed', failed],
    ['done', 'Done', done],
  ];
  const html = buttons.map(
    ([filter, label, pictures], i) =>
      `<button type="button" data-filter="${filter}" aria-pressed="${i === 0}"${pictures ? '' : ' disabled'}>${label} <span>${count(pictures)}</span></button>`,
  );
  return `<section class="filters" aria-label="Pictures shown">${html.join('')}</section>\n`;
}
