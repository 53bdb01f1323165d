import { HeroshotError } from '../../engine/errors.js';
import { type Line, OpenQuote, scanLine } from './scanner.js';

/** Characters that one line may have; more means a quote that nobody closed. */
const LONGEST = 16 * 2 ** 20;

/**
 * The lines of a table from pieces of its text.
 *
 * @throws {HeroshotError} `bad_table` for a quote that is never closed
 */
export async function* scanLines(
  pieces: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<Omit<Line, 'next'>> {
  let text = '';
  let at = 0;
  let line = 1;
  // How much is gathered before a long line is scanned anew: doubled each time, so that long lines cost no more than short ones.
  let enough = 0;
  const scan = (whole: boolean) => {
    try {
      return scanLine(text, at, delimiter, whole);
    } catch (error) {
      if (!(error instanceof OpenQuote)) throw error;
      throw openQuote(line);
    }
  };
  for await (const piece of pieces) {
    text = text.slice(at) + piece;
    at = 0;
    if (text.length < enough) continue;
    for (let found = scan(false); found; found = scan(false)) {
      yield found;
      at = found.next;
      line++;
    }
    if (text.length - at > LONGEST) throw openQuote(line);
    enough = 2 * (text.length - at);
  }
  while (at < text.length) {
    const found = scan(true) as Line;
    yield found;
    at = found.next;
    line++;
  }
}

const openQuote = (line: number) =>
  new HeroshotError('bad_table', `a quote in line ${line} of the table is never closed`);
