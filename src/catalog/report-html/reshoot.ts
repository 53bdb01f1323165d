import { count, countOf } from './quantities.js';

/** What a studio asks for a picture, in US dollars: the range that is stated, and where the calculator starts. */
const RESHOOT = { low: 15, high: 50, usual: 30 };

/** The sum against a reshoot of the pictures that were done. `more` is HTML of the page's own, below it. */
export function reshootHtml({ done, review }: { done: number; review: number }, more = ''): string {
  const { low, high, usual } = RESHOOT;
  const look =
    review > 0 ? ` ${count(review)} of them still ${review === 1 ? 'wants' : 'want'} your look.` : '';
  return `<section class="cost" aria-labelledby="cost-title">
<h2 id="cost-title">Against a reshoot</h2>
<p><label for="price">A reshoot costs $${low}–${high} a picture. At&nbsp;</label><span class="price">$<input id="price" type="number" inputmode="decimal" min="0" max="100000" step="1" value="${usual}" data-pictures="${done}"></span>
you save <output id="saved" for="price">$${count(done * usual)}</output> with ${countOf(done, 'picture')}.</p>
<p class="aside">Over the whole range: $${count(done * low)} to $${count(done * high)}.${look}</p>
${more}</section>
`;
}

/** The sum's script (runs in the browser). */
export const reshootScript = `
const price = document.getElementById('price');
if (price) {
  const saved = document.getElementById('saved');
  const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
  const update = () => {
    const each = Number(price.value);
    saved.textContent = Number.isFinite(each) && each >= 0 ? money.format(each * Number(price.dataset.pictures)) : '–';
  };
  price.addEventListener('input', update);
  update();
}
`;
