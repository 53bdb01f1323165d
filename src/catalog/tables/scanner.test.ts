import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanLines } from './lines.js';

async function* pieces(text: string, size = text.length || 1) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function scan(text: string, delimiter = ',', size?: number) {
  const lines = [];
  for await (const line of scanLines(pieces(text, size), delimiter))
    lines.push({ cells: line.cells, end: line.end });
  return lines;
}
const texts = async (text: string, delimiter?: string) =>
  (await scan(text, delimiter)).map(({ cells }) => cells.map((cell) => cell.text));

/** Text of all that matters to the scanner. */
const csvish = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ' ', '\t', 'a', 'é', '🛍') });

describe('scanning CSV', () => {
  it.each([
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a\rb', [['a'], ['b']]],
    ['"a,1","b\r\n2"\n', [['a,1', 'b\r\n2']]],
    ['"say ""hi""",""', [['say "hi"', '']]],
    ['  "padded"  ,  plain  ', [['padded', 'plain']]],
    ['" kept "', [[' kept ']]],
    ['a,,\n\n', [['a', '', ''], ['']]],
    ['5" pipe,x', [['5" pipe', 'x']]],
    [
      '"15" monitor",x\n1,2',
      [
        ['"15" monitor"', 'x'],
        ['1', '2'],
      ],
    ],
    ['', []],
  ])('%j', async (text, cells) => expect(await texts(text)).toEqual(cells));

  it('keeps blanks that are delimiters apart from blanks that are not', async () => {
    expect(await texts('\t"x" \t y \t', '\t')).toEqual([['', 'x', 'y', '']]);
  });

  it('reads what csv-parse reads', async () => {
    const cell = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r\n', 'a', 'ü', ' ') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom('\n', '\r\n'), async (rows, end) => {
        const text = rows
          .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',') + end)
          .join('');
        expect(await texts(text)).toEqual(parse(text, { relax_column_count: true }));
      }),
    );
  });

  it('loses no character: what it read, put together, is the file again', async () => {
    await fc.assert(
      fc.asyncProperty(csvish, async (text) => {
        const lines = await scan(text).catch(() => undefined);
        fc.pre(lines !== undefined);
        expect(lines?.map(({ cells, end }) => cells.map(({ raw }) => raw).join(',') + end).join('')).toBe(
          text,
        );
      }),
    );
  });

  it('reads the same in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(csvish, fc.integer({ min: 1, max: 5 }), async (text, size) => {
        const outcome = (promise: Promise<unknown>) => promise.catch((error: Error) => error.message);
        expect(await outcome(scan(text, ',', size))).toEqual(await outcome(scan(text)));
      }),
    );
  });

  it('says which line opens a quote that is never closed', async () => {
    await expect(scan('a,b\n1,2\n3,"4\n5,6\n')).rejects.toMatchObject({
      code: 'bad_table',
      message: expect.stringContaining('line 3'),
    });
  });

  it('reads a cell of megabytes that comes in small pieces without scanning it again and again', async () => {
    const text = `"${'x'.repeat(4e6)}",b\n`;
    const start = performance.now();
    expect((await scan(text, ',', 4096))[0].cells[0].text).toHaveLength(4e6);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
