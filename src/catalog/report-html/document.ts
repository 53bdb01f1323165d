import { baseStyle } from './base-style.js';
import { contentSecurityPolicy } from './csp.js';
import { escapeHtml } from './escape.js';
import { pageHead } from './head.js';
import { pageScript } from './page-script.js';
import { pageStyle } from './page-style.js';
import { reshootScript } from './reshoot.js';
import { viewerScript } from './viewer-script.js';
import { viewerStyle } from './viewer-style.js';

const STYLE = baseStyle + pageStyle + viewerStyle;
const SCRIPT = viewerScript + pageScript + reshootScript;

/** What stands before the summary. */
export function documentHead({ title, version }: { title: string; version: string }): string {
  const noscript = 'The pictures are shown by a script inside this page. Allow it to see them.';
  return pageHead({ title, version, policy: contentSecurityPolicy(STYLE, SCRIPT), style: STYLE, noscript });
}

/** What stands between the summary and the first picture. */
export const BEFORE_PICTURES = '<main id="pictures">\n';

/** What stands behind the last picture. */
export function documentTail({ version }: { version: string }): string {
  return `</main>
<footer class="foot">
<section aria-labelledby="legend">
<h2 id="legend">How to read the numbers</h2>
<dl>
<div><dt>ΔE2000</dt><dd>The difference between two colours as people see it (CIEDE2000). Below 1 people see none. Each input
pixel is compared with the encoded result reduced to input size. p95: 95 % of the pixels differ by less.
Where noise and compression damage were removed, single pixels differ by more; the mean colour of a region should not.</dd></div>
<div><dt>Consistency</dt><dd>How near the result, reduced again, is to the input: PSNR in dB; the higher, the nearer.</dd></div>
<div><dt>Flat areas kept</dt><dd>Regions of 8 × 8 pixels that were flat, such as a backdrop, and stayed flat.</dd></div>
<div><dt>Before</dt><dd>The input, enlarged by your browser as a shop's zoom would. Previews in this page are sRGB.</dd></div>
</dl>
</section>
<p>heroshot ${escapeHtml(version)}. This page holds everything it shows; it loads nothing but the results that lie beside it, when you zoom in.</p>
</footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}
