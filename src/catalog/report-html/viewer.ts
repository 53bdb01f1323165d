import type { PageEntry } from './entry.js';
import { encodePath, escapeHtml } from './escape.js';
import type { Preview } from './preview.js';

/** The two pictures of an entry that the page carries. */
export interface Previews {
  before?: Preview | undefined;
  after?: Preview | undefined;
}

/** The longest edge that a comparison of half the width can show whole. */
const COMPACT = 520;

/** Whether a comparison needs no more than half of a card's width. */
export function isCompact({ before, after }: Previews): boolean {
  const shown = after ?? before;
  return shown !== undefined && Math.max(shown.width, shown.height) <= COMPACT;
}

/** The comparison of before and after; a single picture where only one can be shown; nothing where none can. */
export function viewerHtml(entry: PageEntry, { before, after }: Previews): string {
  const shown = after ?? before;
  if (!shown) return '';
  const { report } = entry;
  const { width, height } = report?.output ?? shown;
  const name = escapeHtml(entry.name);
  const alpha = before?.alpha || after?.alpha ? ' alpha' : '';
  const both = before && after;
  return `<div class="viewer ${shape(width / height)}${alpha}" tabindex="0" role="group" aria-label="Picture ${name}; plus, minus and 0 zoom, arrow keys move" data-width="${width}" data-height="${height}" data-shown="${shown.width}">
${after ? pane('after', name, after, more(entry.file, report?.output.format, after)) : ''}${before ? pane('before', name, before, more(entry.original, report?.input.format, before)) : ''}${both ? divider(name) : ''}<p class="state" role="status" hidden></p>
</div>
${controls(entry)}`;
}

function pane(which: 'before' | 'after', name: string, preview: Preview, full: string): string {
  const label = which === 'before' ? 'Before' : 'After';
  return `<div class="pane ${which}"><img alt="${name}, ${which}" width="${preview.width}" height="${preview.height}" draggable="false" data-src="${preview.uri}"${full}><span class="chip" aria-hidden="true">${label}</span></div>
`;
}

/** Where the page finds the pixels that a preview lacks. */
function more(path: string | undefined, format: string | undefined, { reduced }: Preview): string {
  if (!reduced) return '';
  const shown = path !== undefined && format !== 'tiff';
  return ` data-reduced${shown ? ` data-full="${escapeHtml(encodePath(path))}"` : ''}`;
}

function divider(name: string): string {
  return `<input class="split" type="range" min="0" max="100" step="any" value="50" aria-label="Divider between before and after of ${name}"><span class="divider" aria-hidden="true"></span>
`;
}

function controls({ file, report }: PageEntry): string {
  const zooms: [zoom: string, label: string, spoken: string][] = [
    ['1', '1×', 'whole picture'],
    ['2', '2×', 'zoom 2 times'],
    ['4', '4×', 'zoom 4 times'],
    ['pixels', '100 %', 'one picture pixel per screen pixel'],
  ];
  const buttons = zooms.map(
    ([zoom, label, spoken], i) =>
      `<button type="button" data-zoom="${zoom}" aria-label="${label}, ${spoken}" aria-pressed="${i === 0}">${label}</button>`,
  );
  const link =
    file && report
      ? `<a href="${escapeHtml(encodePath(file))}">Open full size (${report.output.format.toUpperCase()})</a>`
      : '';
  return `<div class="controls"><div class="zoom" role="group" aria-label="Zoom">${buttons.join('')}</div><span class="hint">Ctrl + wheel zooms; click the picture and the wheel alone does. Drag to move.</span>${link}</div>
`;
}

/** Shapes that the style sheet knows: a page of pictures stays calm, and its layout is known before any is decoded. */
function shape(ratio: number): string {
  if (ratio > 1.5) return 'wide';
  if (ratio > 1.12) return 'landscape';
  return ratio < 0.88 ? 'portrait' : 'square';
}
