import { scanLine } from './scanner.js';

/** What separates cells in shops' tables. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** A line that office programs put first to name the delimiter: `sep=;`. */
const NAMED = /^"?sep=([,;\t|])"?(\r\n|\n|\r)/i;

/** How cells are told apart, and what stands before the header. */
export interface Dialect {
  delimiter: Delimiter;
  /** Text before the table: the `sep=` line, or nothing. */
  preamble: string;
}

/** Lines that are looked at. */
const SAMPLE = 20;

/**
 * The delimiter of a table: the one named in it, else the one that gives the header the most columns and the following
 * lines the same number.
 *
 * @param text the table's beginning
 * @param whole whether that is all of it
 */
export function detectDialect(text: string, whole: boolean): Dialect {
  const named = NAMED.exec(text);
  if (named) return { delimiter: named[1] as Delimiter, preamble: named[0] };
  let best: Delimiter = ',';
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const widths = widthsOf(text, delimiter, whole);
    const [header = 0] = widths;
    const agreeing = widths.filter((width) => width === header).length;
    const score = ((header - 1) * agreeing) / widths.length;
    if (score > most) {
      best = delimiter;
      most = score;
    }
  }
  return { delimiter: best, preamble: '' };
}

/** Columns of the first lines that are not empty; 0 for one in which quotes stand where no cell begins: it was cut wrongly. */
function widthsOf(text: string, delimiter: string, whole: boolean): number[] {
  const widths: number[] = [];
  try {
    for (let at = 0; at < text.length && widths.length < SAMPLE; ) {
      const line = scanLine(text, at, delimiter, whole);
      if (!line) break;
      const cut = line.cells.some(({ quoted, raw }) => !quoted && raw.includes('"'));
      if (line.cells.some(({ raw }) => raw.trim())) widths.push(cut ? 0 : line.cells.length);
      at = line.next;
    }
  } catch {
    // A quote that is never closed: what was seen so far has to do.
  }
  return widths;
}
