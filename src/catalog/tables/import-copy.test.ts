import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseColumns } from './columns-option.js';
import { type Rename, writeImportCopy } from './import-copy.js';
import { Table } from './table.js';
import { type TestFolder, testFolder } from './testing/files.js';

let folder: TestFolder;
beforeAll(async () => {
  folder = await testFolder();
});
afterAll(() => folder.remove());

async function copied(content: string | Uint8Array, rename: Rename, columns?: string) {
  const path = await folder.write('shop.csv', content);
  const table = await Table.open(path, columns ? parseColumns(columns) : undefined);
  await writeImportCopy(table, join(folder.path, 'copy.csv'), rename);
  return folder.read('copy.csv');
}

describe('the import copy', () => {
  it('has new names in the picture cells, and every other character as it was', async () => {
    const text =
      '\ufeffsku ;"Images";note\r\n\r\n A-1 ;  a.jpg ;"say ""hi"""  \r\n"B";"b.jpg";x\n;;\r\nC;c.jpg;=1+1;more\r';
    const rename: Rename = (row, column, index) =>
      column === 'Images' && row !== 4 ? `new-${row}-${index}.png` : undefined;
    expect((await copied(text, rename)).toString()).toBe(
      '\ufeffsku ;"Images";note\r\n\r\n A-1 ;  new-2-1.png ;"say ""hi"""  \r\n"B";"new-3-1.png";x\n;;\r\nC;new-5-1.png;=1+1;more\r',
    );
  });

  it('renames each picture of a cell by itself', async () => {
    const text = 'name,assets,sku,variantAssets\nLamp  ,"a.jpg| b.jpg" ,L1, v.jpg \n';
    const rename: Rename = (_row, column, index) =>
      index === 2 || column === 'variantAssets' ? `${column}.png` : undefined;
    expect((await copied(text, rename)).toString()).toBe(
      'name,assets,sku,variantAssets\nLamp  ,"a.jpg| assets.png" ,L1, variantAssets.png \n',
    );
  });

  it('puts a new name in quotes where it needs them', async () => {
    expect((await copied('sku,image\n1,a.jpg\n', () => 'a,"b".jpg')).toString()).toBe(
      'sku,image\n1,"a,""b"".jpg"\n',
    );
  });

  it.each(['utf16le', 'latin1'] as const)('stays %s', async (encoding) => {
    const text = `${encoding === 'utf16le' ? '\ufeff' : ''}sku,image,name\n1,größe.jpg,Größe\n`;
    const bytes = await copied(Buffer.from(text, encoding), () => 'grün.png');
    expect(bytes.toString(encoding)).toBe(text.replace('größe.jpg', 'grün.png'));
  });

  it('keeps the line that names the delimiter', async () => {
    expect((await copied('sep=;\nsku;image\n1;a.jpg\n', () => 'b.jpg')).toString()).toBe(
      'sep=;\nsku;image\n1;b.jpg\n',
    );
  });

  it('is the shop’s file, byte for byte, where nothing is renamed', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }).map((text) => `"${text.replaceAll('"', '""')}"`),
      fc.stringMatching(/^[a-z =+"']*$/).map((text) => `x${text}`),
      fc.constantFrom('', ' ', '\t"padded"  '),
    );
    const rows = fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom('\n', '\r\n'), async (table, end) => {
        const text = ['sku,image', ...table.map((row) => row.join(','))].join(end);
        fc.pre(!text.includes('\0'));
        expect((await copied(text, () => undefined, 'sku=sku,image=image')).equals(Buffer.from(text))).toBe(
          true,
        );
      }),
      { numRuns: 100 },
    );
  });

  it('is not there at all where it cannot be whole', async () => {
    const path = await folder.write('broken.csv', 'sku,image\n1,a.jpg\n2,"b.jpg\n');
    const table = await Table.open(path);
    await expect(writeImportCopy(table, join(folder.path, 'never.csv'), () => 'x')).rejects.toMatchObject({
      code: 'bad_table',
    });
    expect((await readdir(folder.path)).filter((name) => /never/.test(name))).toEqual([]);
  });
});
