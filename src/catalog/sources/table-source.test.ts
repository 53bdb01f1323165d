import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PNG, serve } from '../remote/testing/server.js';
import { type TestFolder, testFolder } from '../tables/testing/files.js';
import { openSource } from './open-source.js';
import type { SourceOptions } from './source.js';
import { facts, itemsOf } from './testing/items.js';

let folder: TestFolder;
const at = (...path: string[]) => join(folder.path, ...path);

beforeAll(async () => {
  folder = await testFolder();
  const names = ['shop/beside.jpg', 'shop/sub/in sub.jpg', 'shop/Größe.jpg', 'secret/s.jpg'];
  const named = [
    'pictures/deep/a.jpg',
    'pictures/one/same.jpg',
    'pictures/two/same.jpg',
    'pictures/Upper.JPG',
  ];
  for (const name of [...names, ...named]) {
    await mkdir(dirname(at(name)), { recursive: true });
    await writeFile(at(name), name);
  }
  await symlink(at('secret'), at('shop', 'link'));
});
afterAll(() => folder.remove());

async function table(text: string | Uint8Array, options: SourceOptions = {}, name = 'shop/products.csv') {
  return openSource(await folder.write(name, text), options);
}
const url = (n: number | string) => `https://cdn.example/${n}.jpg`;

describe('tables of shops', () => {
  it('Shopify: pictures by handle, in the places that the table states; a variant’s picture repeats', async () => {
    const source = await table(
      `${['Handle,Title,Image Src,Image Position,Variant Image', `mug,Mug,${url('a')},1,${url('c')}`, `mug,,${url('b')},2,`].join('\n')}
mug,,${url('c')},3,${url('v')}
mug,,,,
pot,Pot,${url('p')},,
`,
    );
    expect(await facts(source, 'sku', 'position', 'name', 'source', 'row', 'column')).toEqual([
      ['mug', 1, 'mug-1', url('a'), 1, 'Image Src'],
      ['mug', 2, 'mug-2', url('b'), 2, 'Image Src'],
      ['mug', 3, 'mug-3', url('c'), 3, 'Image Src'],
      ['mug', 3, 'mug-3', url('c'), 1, 'Variant Image'],
      ['mug', 4, 'mug-4', url('v'), 3, 'Variant Image'],
      ['pot', 1, 'pot-1', url('p'), 5, 'Image Src'],
    ]);
    const items = await itemsOf(source);
    expect(items[3].repeats).toBe(items[2].key);
  });

  it('WooCommerce: several addresses in a cell, variations without pictures, ids for empty SKUs', async () => {
    const source = await table(
      `ID,Type,SKU,Images\n7,variable,CUP,"${url(1)}, ${url(2)}"\n8,variation,CUP-S,\n9,simple,,"${url('x\\,y')}"\n`,
    );
    expect(await facts(source, 'name', 'source', 'index')).toEqual([
      ['CUP-1', url(1), 1],
      ['CUP-2', url(2), 2],
      ['9-1', url('x,y'), 1],
    ]);
  });

  it('Magento: paths from the shop’s root, one picture in many columns, rows of store views', async () => {
    const header = 'sku,store_view_code,base_image,small_image,additional_images';
    const source = await table(
      `${header}\nA,,/deep/a.jpg,/deep/a.jpg,"/Upper.JPG,/one/same.jpg"\nA,de,,,\n`,
      { pictures: at('pictures') },
    );
    expect(await facts(source, 'name', 'place', 'column', 'error')).toEqual([
      ['A-1', { file: at('pictures/deep/a.jpg') }, 'base_image', undefined],
      ['A-2', { file: at('pictures/Upper.JPG') }, 'additional_images', undefined],
      ['A-3', { file: at('pictures/one/same.jpg') }, 'additional_images', undefined],
      ['A-1', { file: at('pictures/deep/a.jpg') }, 'small_image', undefined],
    ]);
  });

  it('Vendure: cells padded with blanks, variants in the rows below', async () => {
    const source = await table(
      [
        'name   ,slug ,assets              ,options         ,sku ,variantAssets',
        `Laptop ,x    ,${url(1)}|${url(2)} ,"13 inch|8GB"   ,L-1 ,${url(3)}`,
        `       ,     ,                    ,"15 inch|8GB"   ,L-2 ,              `,
        `       ,     ,                    ,"15 inch|16GB"  ,L-3 ,${url(4)}     `,
        'Bare   ,     ,                    ,                ,B-1 ,',
      ].join('\n'),
    );
    expect(await facts(source, 'name', 'source', 'row', 'error')).toEqual([
      ['L-1-1', url(1), 1, undefined],
      ['L-1-2', url(2), 1, undefined],
      ['L-1-3', url(3), 1, undefined],
      ['L-3-1', url(4), 3, undefined],
      ['B-1-1', '', 4, 'empty_cell'],
    ]);
  });

  it('any other: synonyms, other delimiters and encodings', async () => {
    const source = await table(Buffer.from('Artikelnummer;Bild\r\n4711;Gr\xf6\xdfe.jpg\r\n', 'latin1'));
    expect(await facts(source, 'sku', 'place')).toEqual([['4711', { file: at('shop/Größe.jpg') }]]);
    const wide = await table(Buffer.from('\ufeffId\tPhoto\n1\tbeside.jpg\n', 'utf16le'));
    expect(await facts(wide, 'sku', 'place')).toEqual([['1', { file: at('shop/beside.jpg') }]]);
  });

  it('as --columns says', async () => {
    const source = await table(`a,b,c\n1,${url(1)},K\n`, { columns: 'sku=c,image=b' });
    expect(await facts(source, 'name', 'source')).toEqual([['K-1', url(1)]]);
  });

  it('a table without picture column says what it has', async () => {
    await expect(table('sku,price\n1,2\n')).rejects.toMatchObject({ code: 'missing_columns' });
  });
});

describe('names', () => {
  it('count on where a product comes back later', async () => {
    const source = await table(
      `sku,image\nA,${url(1)}\nB,${url(2)}\nA,${url(3)}\nA,${url(1)}\na,${url(4)}\n`,
    );
    expect(await facts(source, 'name', 'position')).toEqual([
      ['A-1', 1],
      ['B-1', 1],
      ['A-2', 2],
      ['A-3', 3],
      ['a-1-2', 1],
    ]);
  });

  it('are clean and differ, whatever the SKU', async () => {
    const skus = [
      '../x',
      '..\\x',
      'a/b',
      'a:b',
      '" q "',
      '👟',
      'A,B',
      '=1+1',
      '-rf',
      'CON',
      'x'.repeat(500),
      `${'x'.repeat(500)}y`,
      '.',
    ];
    const lines = skus.map((sku) => `"${sku.replaceAll('"', '""')}",${url(1)}`);
    const items = await itemsOf(await table(`sku,image\n${lines.join('\n')}\n`));
    const names = items.map(({ name }) => name);
    expect(items.map(({ sku }) => sku)).toEqual(skus.map((sku) => sku.trim()));
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(skus.length);
    for (const name of names) {
      expect(name).not.toMatch(/[/\\:*?"<>|,;\p{Cc}]|^[=+\-@.]/u);
      expect(Buffer.byteLength(name)).toBeLessThan(200);
    }
    expect(names.slice(0, 6)).toEqual(['_x-1', '_x-1-2', 'a_b-1', 'a_b-1-2', '_ q _-1', '👟-1']);
  });

  it('are the file’s where there is no SKU', async () => {
    const source = await table(`sku,image\n,https://cdn.example/a%20b.jpg?v=1\n,\n,beside.jpg\n`);
    expect(await facts(source, 'name', 'error')).toEqual([
      ['a b', undefined],
      ['beside', undefined],
    ]);
  });

  it('and keys are the same at every run', async () => {
    const source = await table(`sku,image\nA,${url(1)}|${url(2)}\nA,${url(1)}\n`);
    const keys = (await itemsOf(source)).map(({ key }) => key);
    expect(keys).toEqual([
      `row 1, image 1: ${url(1)}`,
      `row 1, image 2: ${url(2)}`,
      `row 2, image 1: ${url(1)}`,
    ]);
    expect((await itemsOf(source)).map(({ key }) => key)).toEqual(keys);
  });
});

describe('what a cell names', () => {
  const outcome = async (cell: string, options: SourceOptions = {}) => {
    const source = await table(`sku,image\n1,"${cell}"\n`, { pictures: at('pictures'), ...options });
    const [[place, error]] = await facts(source, 'place', 'error');
    return error ?? place;
  };

  it.each([
    ['beside.jpg', 'shop/beside.jpg'],
    ['sub/in sub.jpg', 'shop/sub/in sub.jpg'],
    ['sub\\in sub.jpg', 'shop/sub/in sub.jpg'],
    ['./sub/../beside.jpg', 'shop/beside.jpg'],
    ['../pictures/deep/a.jpg', 'pictures/deep/a.jpg'],
    ['a.jpg', 'pictures/deep/a.jpg'],
    ['upper.jpg', 'pictures/Upper.JPG'],
    ['one/same.jpg', 'pictures/one/same.jpg'],
    ['other/two/same.jpg', 'pictures/two/same.jpg'],
    ['C:\\Users\\me\\a.jpg', 'pictures/deep/a.jpg'],
    ['media/import/beside.jpg', 'shop/beside.jpg'],
  ])('%j is found', async (cell, file) => expect(await outcome(cell)).toEqual({ file: at(file) }));

  it.each([
    ['nowhere.jpg', 'file_not_found'],
    ['same.jpg', 'ambiguous_file'],
    ['sub', 'file_not_found'],
    ['/etc/passwd', 'path_refused'],
    ['../../../../../../etc/passwd', 'path_refused'],
    ['../secret/s.jpg', 'path_refused'],
    ['link/s.jpg', 'file_not_found'],
    ['C:\\Windows\\win.ini', 'path_refused'],
    ['\\\\server\\share\\x.jpg', 'path_refused'],
    ['file:///etc/passwd', 'url_refused'],
    ['data:image/png;base64,AAAA', 'url_refused'],
    ['http://127.0.0.1/x.jpg', 'url_refused'],
    ['http://user:pw@cdn.example/x.jpg', 'url_refused'],
    ['ftp://cdn.example/x.jpg', 'url_refused'],
  ])('%j: %s', async (cell, code) => expect(await outcome(cell)).toBe(code));

  it('an absolute path is taken below the folders that may be read', async () => {
    expect(await outcome(at('pictures/deep/a.jpg'))).toEqual({ file: at('pictures/deep/a.jpg') });
    expect(await outcome(at('secret/s.jpg'))).toBe('path_refused');
  });

  it('an address may lack its scheme', async () => {
    expect(await outcome('//cdn.example/a.jpg')).toEqual({ url: 'https://cdn.example/a.jpg' });
  });

  it('a file is nothing that a stranger’s table may name', async () => {
    expect(await outcome('beside.jpg', { localFiles: false })).toBe('path_refused');
  });

  it('is shortened in keys, however long it is', async () => {
    const [item] = await itemsOf(await table(`sku,image\n1,data:image/png;base64,${'A'.repeat(1e5)}\n`));
    expect(item.key.length).toBeLessThan(600);
    expect(item.source.length).toBeLessThan(600);
  });
});

describe('sloppy tables', () => {
  it('may have ragged rows, empty lines, line breaks in cells', async () => {
    const source = await table(`sku,name,image\n\n1,"two\nlines",beside.jpg,extra\n2\n,,\n3,x,beside.jpg`);
    expect(await facts(source, 'row', 'sku', 'error')).toEqual([
      [2, '1', undefined],
      [3, '2', 'empty_cell'],
      [5, '3', undefined],
    ]);
  });

  it('that break off give what could be read, and say so', async () => {
    const source = await table('sku,image\n1,beside.jpg\n2,"beside.jpg\n3,beside.jpg\n');
    expect(await facts(source, 'key', 'error')).toEqual([
      ['row 1, image 1: beside.jpg', undefined],
      ['after row 1', 'bad_table'],
    ]);
  });
});

describe('reading', () => {
  it('brings files and addresses alike', async () => {
    const server = await serve((_request, response) => response.end(PNG));
    const source = await table(`sku,image\n1,beside.jpg\n2,${server.url}/a.png\n3,gone.jpg\n`, {
      remote: { allowPrivate: true },
    });
    const [file, remote, gone] = await itemsOf(source);
    expect(Buffer.from(await source.read(file)).toString()).toBe('shop/beside.jpg');
    expect(await source.read(remote)).toEqual(PNG);
    await expect(source.read(gone)).rejects.toBe(gone.error);
    await source.close();
    await server.close();
  });
});
