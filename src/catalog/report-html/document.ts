import { contentSecurityPolicy } from './csp.js';
import { escapeHtml } from './escape.js';
import { pageScript } from './page-script.js';
import { pageStyle } from './page-style.js';
import { viewerScript } from './viewer-script.js';
import { viewerStyle } from './viewer-style.js';

const STYLE = pageStyle + viewerStyle;
const SCRIPT = viewerScript + pageScript;

/** Drawn by ourselves so that no browser asks a server for one. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E" +
  "%3Crect width='16' height='16' rx='3' fill='%230b5cad'/%3E%3Cpath d='M8 0h5a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3H8z' fill='%239cc9f5'/%3E%3C/svg%3E";

/** What stands before the summary. */
export function documentHead({ title, version }: { title: string; version: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(STYLE, SCRIPT)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="generator" content="heroshot ${escapeHtml(version)}">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${ICON}">
<style>${STYLE}</style>
</head>
<body>
<header class="top">
<h1>${escapeHtml(title)}</h1>
<noscript><p class="banner">The pictures are shown by a script inside this page. Allow it to see them.</p></noscript>
`;
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
