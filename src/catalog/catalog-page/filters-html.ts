import { escapeHtml } from '../report-html/escape.js';
import { count } from '../report-html/quantities.js';
import type { CatalogSummary } from './tally.js';

/** Search, filters and order. What a catalogue has none of is not offered. */
export function filtersHtml(summary: CatalogSummary): string {
  const { errors, marketplaces } = summary;
  const codes = [...errors].map(([code, pictures]): Choice => [code, `${code} (${count(pictures)})`]);
  const markets = [...marketplaces]
    .filter(([, { fail }]) => fail > 0)
    .map(([market, { fail }]): Choice => [market, `Not passing: ${market} (${count(fail)})`]);
  return `<section class="filters" aria-label="Pictures shown">
<label class="unseen" for="search">Search SKU, name or source</label><input id="search" type="search" placeholder="Search SKU, name, source" autocomplete="off" spellcheck="false">
<div class="kinds" role="group" aria-label="State">${kinds(summary)}</div>
${select('error', 'Error', [['', 'Any error'], ...codes])}${select('market', 'Marketplace', [['', 'Any marketplace'], ...markets])}${select('sort', 'Order', ORDERS)}<button type="button" id="clear" class="clear" hidden>Clear filters</button>
</section>
`;
}

type Choice = [value: string, label: string];

const ORDERS: Choice[] = [
  ['source', 'In the source’s order'],
  ['slowest', 'Slowest first'],
  ['name', 'By name'],
];

/** What is always there comes first; the rest only where there is any. */
function kinds({ pictures, done, review, failed, same, waiting, gone }: CatalogSummary): string {
  const buttons: [kind: string, label: string, pictures: number, always?: true][] = [
    ['all', 'All', pictures, true],
    ['done', 'Done', done, true],
    ['review', 'To review', review, true],
    ['failed', 'Failed', failed, true],
    ['same', 'Same twice', same],
    ['waiting', 'Not done yet', waiting],
    ['gone', 'Gone', gone],
  ];
  return buttons
    .filter(([, , some, always]) => always || some > 0)
    .map(
      ([kind, label, some], i) =>
        `<button type="button" data-kind="${kind}" aria-pressed="${i === 0}">${label} <span>${count(some)}</span></button>`,
    )
    .join('');
}

function select(id: string, label: string, choices: Choice[]): string {
  const options = choices.map(
    ([value, text]) => `<option value="${escapeHtml(value)}">${escapeHtml(text)}</option>`,
  );
  const alone = choices.length === 1 ? ' hidden' : '';
  return `<label class="unseen" for="${id}">${label}</label><select id="${id}"${alone}>${options.join('')}</select>
`;
}
