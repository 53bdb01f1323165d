import type { MadeFile, PictureRow } from '../manifest/row.js';
import { fileLink } from './link.js';
import { type Side, THUMBNAILS, thumbnailName } from './thumbnails.js';

/** Pixels of the page that a thumbnail may take: half of what it has, for screens with two pixels in one. */
const EDGE = 88;

/** Before and after, side by side. The after opens the master. */
export function thumbnailsHtml(
  row: PictureRow,
  master: MadeFile | undefined,
  known: ReadonlySet<string>,
): string {
  const { inputWidth: width, inputHeight: height } = row;
  const input = width !== null && height !== null ? { width, height } : undefined;
  const before = image(row, 'before', input ?? master, known);
  const after = image(row, 'after', master ?? input, known);
  if (!before && !after) return '<div class="thumbs" aria-hidden="true"></div>';
  const opened = after && master ? fileLink(master.path, '', after) : after;
  const arrow = before && after ? '<span class="arrow" aria-hidden="true">→</span>' : '';
  return `<div class="thumbs">${before}${arrow}${opened}</div>`;
}

/** A copy may have no thumbnails of its own: those of the picture it is the same as show the same. */
function image(
  { key, sameAs }: PictureRow,
  side: Side,
  size: { width: number; height: number } | undefined,
  known: ReadonlySet<string>,
): string {
  const names = [key, ...(sameAs === null ? [] : [sameAs])].map((of) => thumbnailName(of, side));
  const name = names.find((candidate) => known.has(candidate));
  if (!name) return '';
  const { width, height } = fitted(size ?? { width: 1, height: 1 });
  return `<img src="${THUMBNAILS}/${name}" width="${width}" height="${height}" loading="lazy" decoding="async" alt="${side === 'before' ? 'Before' : 'After'}">`;
}

/** Known before the file is there, so that nothing moves when it comes. */
function fitted({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = EDGE / Math.max(width, height, 1);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
