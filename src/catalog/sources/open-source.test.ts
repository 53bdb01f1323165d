import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFolder, testFolder } from '../tables/testing/files.js';
import { openSource } from './open-source.js';
import { facts } from './testing/items.js';
import { rawZip } from './testing/zips.js';

let folder: TestFolder;
beforeAll(async () => {
  folder = await testFolder();
});
afterAll(() => folder.remove());

const open = async (name: string, content: string | Uint8Array) =>
  openSource(await folder.write(name, content));

describe('a source', () => {
  it.each<[string, string, string | Uint8Array]>([
    ['zip', 'pictures.bin', rawZip([{ name: 'a.jpg' }])],
    ['zip', 'empty.zip', rawZip([])],
    ['table', 'products.csv', 'sku,image\n'],
    ['table', 'feed.txt', 'id\timage_link\n1\thttps://shop.example/a.jpg\n'],
    ['table', 'noname', 'sku;image\n1;a.jpg\n'],
    ['list', 'urls.txt', 'https://shop.example/a.jpg\n'],
    ['list', 'urls.csv', '\ufeffhttps://shop.example/a.jpg\r\nhttps://shop.example/b.jpg'],
    ['list', 'commented.txt', '# image, sku\nhttps://shop.example/a.jpg\n'],
    ['list', 'commas.txt', 'https://shop.example/w_2,h_2/a.jpg\n'],
  ])('is a %s: %s', async (kind, name, content) => {
    const source = await open(name, content);
    expect(source.kind).toBe(kind);
    await source.close();
  });

  it('is a folder', async () => expect((await openSource(folder.path)).kind).toBe('folder'));

  it.each<[string, string, string | Uint8Array, string]>([
    ['a picture', 'a.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'unknown_source'],
    ['a spreadsheet', 'p.xlsx', rawZip([{ name: '[Content_Types].xml' }]), 'unknown_source'],
    ['another archive', 'p.rar', 'Rar!\x1a\x07', 'unknown_source'],
    ['nothing', 'empty.csv', '', 'empty_file'],
    ['bytes', 'p.csv', Buffer.from([1, 0, 2, 0]), 'bad_table'],
    ['bytes in a list', 'p.txt', Buffer.from([1, 0, 2, 0]), 'bad_table'],
    ['no ZIP', 'p.zip', 'hello', 'zip_corrupt'],
    ['only empty lines', 'blank.csv', '\n\n', 'bad_table'],
  ])('that is %s is told from one', async (_what, name, content, code) => {
    await expect(open(name, content)).rejects.toMatchObject({ code });
  });

  it('that is not there is an error', async () => {
    await expect(openSource(`${folder.path}/nowhere.csv`)).rejects.toMatchObject({ code: 'file_not_found' });
  });
});

describe('a list', () => {
  it('has one address or path a line; comments and empty lines are left out, repeats are told', async () => {
    await folder.write('here.jpg', 'x');
    const lines = [
      '\ufeff# first',
      '',
      'https://shop.example/a.jpg',
      '  here.jpg  ',
      'gone.jpg',
      '/etc/passwd',
    ];
    const source = await open('list.txt', [...lines, 'https://shop.example/a.jpg'].join('\r\n'));
    expect(await facts(source, 'row', 'name', 'error', 'repeats')).toEqual([
      [3, 'a', undefined, undefined],
      [4, 'here', undefined, undefined],
      [5, 'gone', 'file_not_found', undefined],
      [6, 'passwd', 'path_refused', undefined],
      [7, 'a', undefined, 'line 3: https://shop.example/a.jpg'],
    ]);
    await source.close();
  });

  it('with a line that never ends gives what comes before, and does not gather it', async () => {
    const source = await open('endless.txt', `https://shop.example/a.jpg\n${'x'.repeat(200_000)}`);
    const found: string[] = [];
    const listed = async () => {
      for await (const { name } of source.items()) found.push(name);
    };
    await expect(listed()).rejects.toMatchObject({
      code: 'bad_table',
      message: expect.stringContaining('line 2'),
    });
    expect(found).toEqual(['a']);
    await source.close();
  });

  it('may end its lines in any way', async () => {
    const source = await open(
      'old.txt',
      'https://a.example/1.jpg\rhttps://a.example/2.jpg\nhttps://a.example/3.jpg\r',
    );
    expect(await facts(source, 'row', 'name')).toEqual([
      [1, '1'],
      [2, '2'],
      [3, '3'],
    ]);
  });
});
