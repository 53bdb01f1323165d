import { baseStyle } from '../report-html/base-style.js';
import { contentSecurityPolicy } from '../report-html/csp.js';
import { escapeHtml } from '../report-html/escape.js';
import { pageHead } from '../report-html/head.js';
import { reshootScript } from '../report-html/reshoot.js';
import { catalogScript } from './catalog-script.js';
import { catalogStyle } from './catalog-style.js';
import { filtersHtml } from './filters-html.js';
import { selectionScript } from './selection.js';
import { summaryHtml } from './summary-html.js';
import type { CatalogSummary } from './tally.js';

/** Where the scripts lie, relative to the page. */
export const SCRIPTS = 'report';

const STYLE = baseStyle + catalogStyle;
/** In a function of its own: names of the page's script are nobody else's. */
const SCRIPT = `(() => {\n${reshootScript}${selectionScript}\n${catalogScript}})();`;

/** The page itself: everything but the pictures, which come from the scripts beside it. */
export function catalogHtml(summary: CatalogSummary, index: string): string {
  const { title, version } = summary;
  const policy = contentSecurityPolicy(STYLE, SCRIPT, true);
  const noscript = 'The pictures are listed by a script inside this page. Allow it to see them.';
  return `${pageHead({ title, version, policy, style: STYLE, noscript })}${summaryHtml(summary)}<main id="pictures" data-folder="${SCRIPTS}/" data-index="${escapeHtml(index)}">
<h2 class="unseen">Pictures</h2>
${filtersHtml(summary)}<div class="bar"><p id="status" role="status">Loading the list…</p>${pager('Pages')}</div>
<ol id="rows" tabindex="-1" aria-label="Pictures"></ol>
<p id="none" hidden>No picture is like that. <button type="button" class="clear">Clear filters</button></p>
${pager('Pages, below the list')}</main>
<footer class="foot"><p>heroshot ${escapeHtml(version)}. This page loads nothing but the files that lie beside it: the folder “report” with its list and thumbnails, and the results.</p></footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function pager(label: string): string {
  const button = (turn: string, text: string) => `<button type="button" data-turn="${turn}">${text}</button>`;
  return `<nav class="pager" aria-label="${label}" hidden>${button('first', 'First')}${button('previous', 'Previous')}<span class="at"></span>${button('next', 'Next')}${button('last', 'Last')}</nav>
`;
}
