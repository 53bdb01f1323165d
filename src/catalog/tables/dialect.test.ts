import { describe, expect, it } from 'vitest';
import { detectDialect } from './dialect.js';

describe('delimiters', () => {
  it.each([
    [',', 'sku,image\n1,a.jpg\n'],
    [';', 'sku;image;price\n1;a.jpg;1,50\n2;b.jpg;2,50\n'],
    ['\t', 'sku\timage\n1\ta, b; c\n'],
    ['|', 'sku|image\n1|a.jpg\n'],
    [';', 'sku;"name, long, with, commas";image\n1;"a, b, c, d";x.jpg\n'],
    [',', 'sku,image\n'],
    [',', 'image\na.jpg\n'],
    [';', 'Price, EUR;Weight, kg;Image\n1;2;a.jpg\n2;3;b.jpg\n4;5;c.jpg'],
    [',', 'sku,image\n1,"never closed\n'],
    [',', ''],
  ])('%j is found in %j', (delimiter, text) => {
    expect(detectDialect(text, true)).toEqual({ delimiter, preamble: '' });
  });

  it('a line that names it counts, and is no header', () => {
    expect(detectDialect('sep=;\r\nsku,a;image\r\n', true)).toEqual({
      delimiter: ';',
      preamble: 'sep=;\r\n',
    });
  });
});
