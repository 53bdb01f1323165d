import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellPictures, renamePictures } from './cell-pictures.js';
import type { Separator } from './layouts.js';

const texts = (text: string, separator: Separator) => cellPictures(text, separator).map((one) => one.text);

describe('pictures of a cell', () => {
  it.each<[string, Separator, string[]]>([
    ['a.jpg', 'none', ['a.jpg']],
    [' a, b.jpg ', 'none', ['a, b.jpg']],
    ['a.jpg, b.jpg ,,', ',', ['a.jpg', 'b.jpg']],
    ['a.jpg | b.jpg', '|', ['a.jpg', 'b.jpg']],
    ['https://x.example/a\\,b.jpg, c.jpg', ',', ['https://x.example/a,b.jpg', 'c.jpg']],
    ['', ',', []],
    ['a.jpg|b.jpg', 'auto', ['a.jpg', 'b.jpg']],
    ['a.jpg; b.png', 'auto', ['a.jpg', 'b.png']],
    ['a.jpg\nb.jpg', 'auto', ['a.jpg', 'b.jpg']],
    ['photo, front.jpg', 'auto', ['photo, front.jpg']],
    ['https://x.example/w_200,h_200/a.jpg', 'auto', ['https://x.example/w_200,h_200/a.jpg']],
    [
      'https://x.example/a.jpg, https://x.example/b',
      'auto',
      ['https://x.example/a.jpg', 'https://x.example/b'],
    ],
  ])('%j by %j', (text, separator, expected) => expect(texts(text, separator)).toEqual(expected));

  it('are renamed where they stand; blanks and separators stay', () => {
    expect(renamePictures(' a.jpg | b.jpg|c.jpg ', '|', (i) => (i === 2 ? 'new.png' : undefined))).toBe(
      ' a.jpg | new.png|c.jpg ',
    );
    expect(renamePictures('a.jpg,b.jpg', ',', () => 'x,y.jpg')).toBe('x\\,y.jpg,x\\,y.jpg');
  });

  it('are as many after renaming as before, with their new names', () => {
    const separators = fc.constantFrom<Separator>(',', '|', ';', 'none');
    fc.assert(
      fc.property(fc.string(), separators, fc.stringMatching(/^[a-z,]+\.jpg$/), (text, separator, name) => {
        const renamed = renamePictures(text, separator, () => name);
        expect(texts(renamed, separator)).toEqual(texts(text, separator).map(() => name));
      }),
    );
  });
});
