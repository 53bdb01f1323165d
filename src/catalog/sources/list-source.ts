import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { HeroshotError } from '../../engine/errors.js';
import { detectEncoding, readText } from '../tables/encoding.js';
import { ItemNames, shortened, stemOf } from './item-names.js';
import { LocalPictures } from './local-pictures.js';
import { NamedReader } from './named-reader.js';
import type { CatalogItem, CatalogSource, SourceOptions } from './source.js';
import { settle } from './table-source.js';

/** Characters of a line: more than any address or path has. */
const LONGEST = 64 * 1024;

/**
 * The pictures of a text file with one URL or path a line; empty lines and lines that begin with `#` are left out. A line that
 * never ends is thrown by `items` as `bad_table`.
 *
 * @throws {HeroshotError} `bad_table`, `file_not_found` or `unreadable`
 */
export async function openList(path: string, options: SourceOptions): Promise<CatalogSource> {
  const form = await detectEncoding(path);
  const reader = new NamedReader(options);
  return {
    kind: 'list',
    async *items(signal) {
      const files = new LocalPictures(dirname(path), options.pictures);
      const names = new ItemNames();
      const seen = new Map<string, { line: number; name: string; stem: string }>();
      for await (const { line, text } of linesOf(readText(path, form, signal))) {
        const mark = markOf(text);
        const earlier = seen.get(mark);
        const { name, stem } = earlier ?? names.take(stemOf(text));
        if (!earlier) seen.set(mark, { line, name, stem });
        yield {
          key: keyOf(line, text),
          position: 1,
          ...{ name, stem, folder: '' },
          ...(earlier ? { repeats: keyOf(earlier.line, text) } : {}),
          source: shortened(text),
          row: line,
          ...(await settle(text, files, options)),
        } satisfies CatalogItem;
      }
    },
    read: (item, signal) => reader.read(item, signal),
    close: () => reader.close(),
  };
}

const keyOf = (line: number, text: string) => `line ${line}: ${shortened(text)}`;

/** What tells lines apart: a whole list is not kept in memory for it. */
const markOf = (text: string) => createHash('sha256').update(text).digest('base64');

/** Lines that say something, with their 1-based numbers. */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<{ line: number; text: string }> {
  let rest = '';
  let line = 0;
  const say = (raw: string) => ({ line, text: raw.trim() });
  const counts = ({ text }: { text: string }) => text !== '' && !text.startsWith('#');
  for await (const piece of pieces) {
    const parts = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = parts.pop() as string;
    for (const part of parts) {
      line++;
      if (counts(say(part))) yield say(part);
    }
    // Whoever sends a file without line breaks does not get to fill the memory.
    if (rest.length > LONGEST)
      throw new HeroshotError('bad_table', `line ${line + 1} is no address or path: it does not end`);
  }
  line++;
  if (counts(say(rest))) yield say(rest);
}
