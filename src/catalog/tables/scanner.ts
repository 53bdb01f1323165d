/** A cell as it stands in the file, and what it says. */
export interface Cell {
  /** The file's own characters between two delimiters: blanks and quotes included. */
  raw: string;
  /** Without the quotes and the blanks around them; blanks inside of quotes stay. */
  text: string;
  quoted: boolean;
}

/** A line of a table: more than one line of the file where a quoted cell holds line breaks. */
export interface Line {
  cells: Cell[];
  /** The line break that ends it: CRLF, LF, CR, or nothing at the end of the file. */
  end: string;
  /** Where the next line begins. */
  next: number;
}

/** A quote was opened and the text ended before it was closed. */
export class OpenQuote extends Error {}

/**
 * Scan one line of CSV (RFC 4180). All that a cell's `raw`, the delimiters and `end` hold together is the file again.
 *
 * Taken as it comes: blanks around quotes, any line break, and quotes within an unquoted cell. A quoted cell that goes on
 * after its closing quote (`"15" monitor`) is not quoted at all: its quotes are part of the text.
 *
 * @param whole whether the text's end is the file's end
 * @returns undefined where the line goes on behind the text's end
 * @throws {OpenQuote} where the file ends inside of quotes
 */
export function scanLine(text: string, from: number, delimiter: string, whole: boolean): Line | undefined {
  const cells: Cell[] = [];
  for (let at = from; ; ) {
    const cell = scanQuoted(text, at, delimiter, whole) ?? scanPlain(text, at, delimiter);
    if (cell === 'more') return undefined;
    const end = at + cell.raw.length;
    // A CR at the end of a chunk may be half of a CRLF.
    if (!whole && end + 1 >= text.length) return undefined;
    cells.push(cell);
    if (text[end] !== delimiter) {
      const broken = text[end] === '\r' && text[end + 1] === '\n' ? '\r\n' : (text[end] ?? '');
      return { cells, end: broken, next: end + broken.length };
    }
    at = end + 1;
  }
}

const isBlank = (character: string, delimiter: string) =>
  (character === ' ' || character === '\t' || character === '\u00a0') && character !== delimiter;

const endsCell = (character: string | undefined, delimiter: string) =>
  character === undefined || character === delimiter || character === '\n' || character === '\r';

function scanPlain(text: string, from: number, delimiter: string): Cell {
  let end = from;
  while (!endsCell(text[end], delimiter)) end++;
  const raw = text.slice(from, end);
  return { raw, text: raw.trim(), quoted: false };
}

/** A cell in quotes, undefined for one that isn't, `more` where its end is not in sight. */
function scanQuoted(
  text: string,
  from: number,
  delimiter: string,
  whole: boolean,
): Cell | 'more' | undefined {
  let open = from;
  while (open < text.length && isBlank(text[open], delimiter)) open++;
  if (text[open] !== '"') return undefined;
  for (let at = open + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0 && whole) throw new OpenQuote();
    if (quote < 0 || (quote === text.length - 1 && !whole)) return 'more';
    if (text[quote + 1] === '"') {
      at = quote + 2;
      continue;
    }
    let end = quote + 1;
    while (end < text.length && isBlank(text[end], delimiter)) end++;
    if (end === text.length && !whole) return 'more';
    if (!endsCell(text[end], delimiter)) return undefined;
    const inner = text.slice(open + 1, quote).replaceAll('""', '"');
    return { raw: text.slice(from, end), text: inner, quoted: true };
  }
}
