import { countsHtml } from './counts.js';
import { count, countOf, duration, perHour } from './quantities.js';
import { reshootHtml } from './reshoot.js';

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

/** The summary, the sum against a reshoot, and the filter: all that is known only when the last picture is through. */
export function summaryHtml(summary: Summary, expected: number, finished: Date): string {
  const day = finished.toISOString().slice(0, 10);
  return `<p class="when">Finished <time datetime="${finished.toISOString()}">${day}</time></p>
${stopped(summary, expected)}${counts(summary)}${reshootHtml(summary)}</header>
${filters(summary)}`;
}

function stopped({ done, failed, cancelled }: Summary, expected: number): string {
  if (!cancelled) return '';
  return `<p class="banner">This run was stopped after ${count(done + failed)} of ${countOf(expected, 'picture')}.</p>\n`;
}

function counts({ done, failed, review, seconds, threads }: Summary): string {
  return countsHtml([
    ['Done', count(done)],
    ['Failed', count(failed), failed > 0 ? 'failed' : ''],
    ['To review', count(review), review > 0 ? 'review' : ''],
    ['Pictures per hour', perHour(done, seconds)],
    [`Time, ${countOf(threads, 'thread')}`, duration(seconds)],
  ]);
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
