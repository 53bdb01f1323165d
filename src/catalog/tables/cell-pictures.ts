import { isPictureName } from '../inputs.js';
import type { Separator } from './layouts.js';

/** A picture that a cell names. */
export interface CellPicture {
  text: string;
  /** Where its name stands in the cell's text, blanks around it left out: [start, end). */
  start: number;
  end: number;
}

/** The pictures that a cell names, in order; empty pieces are none. */
export function cellPictures(text: string, separator: Separator): CellPicture[] {
  if (separator !== 'auto') return split(text, separator);
  for (const candidate of ['|', '\n', ';', ','] as const) {
    const pieces = split(text, candidate);
    if (pieces.length > 1 && looksLikeMany(pieces.map((piece) => piece.text))) return pieces;
  }
  return split(text, 'none');
}

/** A comma may well be part of an address or a name, so every piece must look like a picture by itself. */
function looksLikeMany(pieces: string[]): boolean {
  const isUrl = (piece: string) => /^(https?:)?\/\//i.test(piece);
  return isUrl(pieces[0])
    ? pieces.every(isUrl)
    : pieces.every((piece) => !isUrl(piece) && isPictureName(piece));
}

function split(text: string, separator: string): CellPicture[] {
  const pieces: CellPicture[] = [];
  let from = 0;
  const piece = (to: number) => {
    const raw = text.slice(from, to);
    const trimmed = raw.trim();
    const start = from + (raw.length - raw.trimStart().length);
    if (trimmed) pieces.push({ text: plainOf(trimmed, separator), start, end: start + trimmed.length });
    from = to + 1;
  };
  if (separator !== 'none')
    for (let at = 0; at < text.length; at++) {
      // WooCommerce writes a comma that is part of an address as `\,`.
      if (text[at] === '\\' && separator === ',' && text[at + 1] === ',') at++;
      else if (text[at] === separator) piece(at);
    }
  piece(text.length);
  return pieces;
}

const plainOf = (piece: string, separator: string) =>
  separator === ',' ? piece.replaceAll('\\,', ',') : piece;

/** The cell with some of its pictures renamed; everything else stays as it is. */
export function renamePictures(
  text: string,
  separator: Separator,
  rename: (index: number) => string | undefined,
): string {
  let renamed = '';
  let from = 0;
  for (const [i, { start, end }] of cellPictures(text, separator).entries()) {
    const name = rename(i + 1);
    if (name === undefined) continue;
    renamed += text.slice(from, start) + (separator === ',' ? name.replaceAll(',', '\\,') : name);
    from = end;
  }
  return renamed + text.slice(from);
}
