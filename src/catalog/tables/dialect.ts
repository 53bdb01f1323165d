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
    const [header = 1] = widths;
    const agreeing = widths.filter((width) => width === header).length / Math.max(1, widths.length);
    const score = (header - 1) * agreeing;
    if (score > most) {
      best = delimiter;
      most = score;
    }
  }
  return { delimiter: best, preamble: '' };
}

/** Columns of the first lines that are not empty. */
function widthsOf(text: string, delimiter: string, whole: boolean): number[] {
  const widths: number[] = [];
  try {
    for (let at = 0; at < text.length && widths.length < SAMPLE; ) {
      const line = scanLine(text, at, delimiter, whole);
      if (!line) break;
      if (line.cells.some(({ raw }) => raw.trim())) widths.push(line.cells.length);
      at = line.next;
    }
  } catch {
    // A quote that is never closed: what was seen so far has to do.
  }
  return widths;
}
