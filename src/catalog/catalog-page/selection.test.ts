import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { SearchIndex } from './search-index.js';
import { keyOf, pageAt, readIndex, selectionScript, selectRows, sortRows, type View } from './selection.js';
import { doneRow, failedRow, madeFile } from './testing/rows.js';

const EVERYTHING: View = { kind: 'all', error: '', market: '', text: '' };
const PICTURES = [
  doneRow({ key: 'k1', ordinal: 1, name: 'bag 10', sku: 'T-1', source: 'a/bag 10.jpg', seconds: 4 }),
  doneRow({
    key: 'k2',
    ordinal: 2,
    name: 'bag 9',
    sku: 'Ta\u0308sche-2',
    source: 'a/bag 9.jpg',
    seconds: 9,
    verdict: 'review',
  }),
  failedRow({ key: 'k3', ordinal: 3, name: 'Shoe', sku: null, source: 'b/shoe.jpg', seconds: null }),
  failedRow({ key: 'k4', ordinal: 4, name: 'Hat', errorCode: 'empty_file', source: 'b/hat.jpg', seconds: 1 }),
  doneRow({
    key: 'k5',
    ordinal: 5,
    name: 'lamp',
    sku: 'L',
    source: 'c/lamp.jpg',
    seconds: 4,
    sameAs: 'k1',
    outputs: [madeFile({ audit: 'fail' }), madeFile({ for: 'ebay', audit: 'warn' })],
  }),
  doneRow({
    key: 'k6',
    ordinal: 6,
    name: 'Mug',
    sku: 'M',
    source: 'c/mug.jpg',
    state: 'gone',
    seconds: null,
  }),
  doneRow({
    key: 'k7',
    ordinal: 7,
    name: 'Cup',
    sku: 'C',
    source: 'c/cup.jpg',
    state: 'running',
    seconds: null,
    outputs: [],
  }),
];

function indexOf(pictures: typeof PICTURES) {
  const index = new SearchIndex();
  for (const picture of pictures) index.add(picture);
  return JSON.parse(JSON.stringify(index.data(['rows-0001-abc.js'], 200)));
}
const rows = readIndex(indexOf(PICTURES));
const keys = (numbers: number[]) => numbers.map((i) => rows[i].key).join(' ');
const found = (view: Partial<View>) =>
  keys(selectRows(rows, sortRows(rows, 'source'), { ...EVERYTHING, ...view }));

describe('the index', () => {
  test('brings keys over, also where the source is the key', () => {
    const [row] = readIndex(indexOf([doneRow({ key: 'x.jpg', source: 'x.jpg' })]));
    expect(row.key).toBe('x.jpg');
    expect(rows.map(({ key }) => key)).toEqual(['k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7']);
  });

  test('takes 200 bytes a picture or less', () => {
    expect(JSON.stringify(indexOf(PICTURES)).length / PICTURES.length).toBeLessThan(200);
  });
});

describe('filters', () => {
  test.each([
    ['all', 'k1 k2 k3 k4 k5 k6 k7'],
    ['done', 'k1 k2 k5'],
    ['review', 'k2'],
    ['failed', 'k3 k4'],
    ['same', 'k5'],
    ['gone', 'k6'],
    ['waiting', 'k7'],
  ])('state %s', (kind, expected) => {
    expect(found({ kind })).toBe(expected);
  });

  test('error code', () => {
    expect(found({ error: 'corrupt_image' })).toBe('k3');
    expect(found({ error: 'corrupt_image', kind: 'done' })).toBe('');
  });

  test('a marketplace that a file does not pass for; advice is no failure', () => {
    expect(found({ market: 'amazon' })).toBe('k5');
    expect(found({ market: 'ebay' })).toBe('');
  });
});

describe('search', () => {
  test.each([
    ['name', 'LAMP', 'k5'],
    ['SKU', 't-1', 'k1'],
    ['source', 'b/', 'k3 k4'],
    ['every word, in any order', 'jpg 9 bag', 'k2'],
    ['accents and how they are written do not matter', 'TASCHE', 'k2'],
    ['nor on the side of the search', 't\u00e4sche', 'k2'],
    ['blanks ask for nothing', '   ', 'k1 k2 k3 k4 k5 k6 k7'],
    ['no word of a pattern has a meaning', '.*', ''],
  ])('%s', (_name, text, expected) => {
    expect(found({ text })).toBe(expected);
  });
});

describe('order', () => {
  test('slowest first, what has no time last, equals as in the source', () => {
    expect(keys(sortRows(rows, 'slowest'))).toBe('k2 k1 k5 k4 k3 k6 k7');
  });

  test('names as people sort them: numbers by value, case aside', () => {
    expect(keys(sortRows(rows, 'name'))).toBe('k2 k1 k7 k4 k5 k6 k3');
  });

  test('the source’s order is that of the ordinals, not of the index', () => {
    const turned = readIndex(indexOf([...PICTURES].reverse()));
    expect(sortRows(turned, 'source').map((i) => turned[i].key)).toEqual([
      'k1',
      'k2',
      'k3',
      'k4',
      'k5',
      'k6',
      'k7',
    ]);
  });

  test('of ten thousand pictures a search finds its one', () => {
    const many = readIndex(
      indexOf(Array.from({ length: 10_000 }, (_, i) => doneRow({ ordinal: i + 1, sku: `S-${i}-` }))),
    );
    const order = sortRows(many, 'slowest');
    expect(selectRows(many, order, { ...EVERYTHING, text: 's-7777-' })).toEqual([7777]);
  });
});

describe('pages', () => {
  test.each([
    ['the first', 0, 250, { page: 0, pages: 3, from: 0, to: 100 }],
    ['the last, which is short', 2, 250, { page: 2, pages: 3, from: 200, to: 250 }],
    ['beyond the end', Number.POSITIVE_INFINITY, 250, { page: 2, pages: 3, from: 200, to: 250 }],
    ['before the start', -1, 250, { page: 0, pages: 3, from: 0, to: 100 }],
    ['no number', Number.NaN, 250, { page: 0, pages: 3, from: 0, to: 100 }],
    ['nothing to show', 0, 0, { page: 0, pages: 1, from: 0, to: 0 }],
    ['a full last page', 9, 200, { page: 1, pages: 2, from: 100, to: 200 }],
  ])('%s', (_name, asked, count, expected) => {
    expect(pageAt(asked, count, 100)).toEqual(expected);
  });
});

describe('the address of a picture', () => {
  test.each([
    ['#bags/50%20%25%20%231%3F.jpg', 'bags/50 % #1?.jpg'],
    ['#100%', '100%'],
    ['', ''],
  ])('%s', (hash, key) => {
    expect(keyOf(hash)).toBe(key);
  });
});

test('the functions run by themselves, with nothing of Node', () => {
  const program = `${selectionScript}
const all = readIndex(index);
[keyOf('#a%20b'), pageAt(1, 300, 100).from, selectRows(all, sortRows(all, 'name'), view)]`;
  const inPage = runInNewContext(program, {
    index: indexOf(PICTURES),
    view: { ...EVERYTHING, text: 'tasche' },
  });
  expect(JSON.parse(JSON.stringify(inPage))).toEqual(['a b', 100, [1]]);
});
