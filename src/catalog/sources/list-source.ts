import { dirname } from 'node:path';
import { detectEncoding, readText } from '../tables/encoding.js';
import { ItemNames, shortened, stemOf } from './item-names.js';
import { LocalPictures } from './local-pictures.js';
import { NamedReader } from './named-reader.js';
import type { CatalogItem, CatalogSource, SourceOptions } from './source.js';
import { settle } from './table-source.js';

/**
 * The pictures of a text file with one URL or path a line; empty lines and lines that begin with `#` are left out.
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
      const seen = new Map<string, CatalogItem>();
      for await (const { line, text } of linesOf(readText(path, form, signal))) {
        const earlier = seen.get(text);
        const naming = earlier
          ? { name: earlier.name, stem: earlier.stem, folder: '', repeats: earlier.key }
          : names.take(stemOf(text));
        const item: CatalogItem = {
          key: `line ${line}: ${shortened(text)}`,
          position: 1,
          ...naming,
          source: shortened(text),
          row: line,
        };
        if (!earlier) seen.set(text, item);
        yield Object.assign(item, await settle(text, files, options));
      }
    },
    read: (item, signal) => reader.read(item, signal),
    close: () => reader.close(),
  };
}

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
  }
  line++;
  if (counts(say(rest))) yield say(rest);
}
