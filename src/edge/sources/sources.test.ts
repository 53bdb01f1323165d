import { mkdir, mkdtemp, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PNG, resolver, serve, type TestServer } from '../../catalog/remote/testing/server.js';
import { mendedPath } from '../grammar/mended-path.js';
import { isAllowed } from './origin.js';
import { openSources, type Sources } from './sources.js';

const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return 'none';
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const bytesOf = async (sources: Sources, address: string) => {
  const found = await sources.picture(address).read();
  return found === 'unchanged' ? found : Buffer.from(found.bytes).toString('latin1');
};

describe('pictures in a folder', () => {
  let outside: string;
  let folder: string;
  let sources: Sources;
  beforeAll(async () => {
    outside = await mkdtemp(join(tmpdir(), 'heroshot-edge-'));
    folder = join(outside, 'pictures');
    await mkdir(join(folder, 'shoes'), { recursive: true });
    await writeFile(join(outside, 'secret.jpg'), 'secret');
    await writeFile(join(folder, 'shoes/a b@ü.jpg'), 'shoe');
    await writeFile(join(folder, '.hidden'), 'hidden');
    await writeFile(join(folder, 'huge.jpg'), '');
    await truncate(join(folder, 'huge.jpg'), 2000);
    await symlink(join(outside, 'secret.jpg'), join(folder, 'link.jpg'));
    await symlink(outside, join(folder, 'up'));
    await symlink(join(folder, 'shoes'), join(folder, 'inside'));
    await symlink('loop.jpg', join(folder, 'loop.jpg'));
    sources = openSources({ folder: { path: folder, maxBytes: 1000 } });
  });
  afterAll(() => rm(outside, { recursive: true, force: true }));

  it('are read by their path, with and without the scheme', async () => {
    for (const address of [
      'local:///shoes/a b@ü.jpg',
      'shoes/a b@ü.jpg',
      '/shoes/a b@ü.jpg',
      'LOCAL:///inside/a b@ü.jpg',
    ])
      expect(await bytesOf(sources, address)).toBe('shoe');
  });

  it.each([
    ['local:///../secret.jpg', 'source_refused'],
    ['local:///shoes/../../secret.jpg', 'source_refused'],
    ['local:///shoes/./../../secret.jpg', 'source_refused'],
    ['local:////etc/passwd', 'source_not_found'],
    ['local:///link.jpg', 'source_refused'],
    ['local:///up/secret.jpg', 'source_refused'],
    ['local:///.hidden', 'source_refused'],
    ['local:///shoes\\..\\..\\secret.jpg', 'source_refused'],
    ['local:///shoes//a b@ü.jpg', 'source_refused'],
    ['local:///', 'source_refused'],
    ['local:///loop.jpg', 'source_not_found'],
    ['local:///shoes', 'source_not_found'],
    ['local:///none.jpg', 'source_not_found'],
    [`local:///${'x'.repeat(400)}.jpg`, 'source_not_found'],
    ['local:///huge.jpg', 'too_many_bytes'],
    ['file:///etc/passwd', 'source_refused'],
    ['data://image/png;base64,AAAA', 'source_refused'],
    ['https://shop.example/a.jpg', 'source_refused'],
    ['s3://bucket/a.jpg', 'source_refused'],
  ])('%s is %s', async (address, code) => {
    expect(await codeOf(async () => sources.picture(address).read())).toBe(code);
  });

  it('have a version that changes with the file', async () => {
    const picture = sources.picture('shoes/a b@ü.jpg');
    const found = await picture.read();
    const version = found === 'unchanged' ? '' : found.version;
    expect(await picture.read(version)).toBe('unchanged');
    await utimes(join(folder, 'shoes/a b@ü.jpg'), 1, 1);
    expect(await picture.read(version)).toMatchObject({ version: expect.not.stringMatching(`^${version}$`) });
  });
});

describe('pictures in buckets', () => {
  const reader = {
    info: async (key: string) => {
      if (key.includes(' ')) throw new RangeError('not a blob key');
      return key === 'a.jpg' || key === 'big' ? { bytes: 4, changedAt: 7 } : undefined;
    },
    stream: async (key: string) => Readable.from([Buffer.from(key), Buffer.alloc(key === 'big' ? 2000 : 0)]),
  };
  const sources = openSources({
    buckets: { shop: reader },
    bucketOptions: { maxBytes: 1000 },
    base: 's3://shop/',
  });

  it('are streamed, within the limit, from buckets that are named', async () => {
    expect(await bytesOf(sources, 's3://shop/a.jpg')).toBe('a.jpg');
    expect(await bytesOf(sources, 'a.jpg')).toBe('a.jpg');
    expect(await sources.picture('s3://shop/a.jpg').read('7-4')).toBe('unchanged');
    expect(await codeOf(() => sources.picture('s3://shop/big').read())).toBe('too_many_bytes');
    expect(await codeOf(() => sources.picture('s3://shop/none').read())).toBe('source_not_found');
    expect(await codeOf(() => sources.picture('s3://shop/a b').read())).toBe('source_not_found');
    expect(await codeOf(() => sources.picture('s3://shop/../x'))).toBe('source_refused');
    expect(await codeOf(() => sources.picture('s3://other/a.jpg'))).toBe('source_refused');
    expect(await codeOf(() => sources.picture('s3://constructor/a.jpg'))).toBe('source_refused');
  });
});

describe('pictures of other servers', () => {
  let server: TestServer;
  let sources: Sources;
  let host: string;
  beforeAll(async () => {
    server = await serve((request, response) => {
      const { url = '', headers } = request;
      const to = (location: string) => response.writeHead(302, { location }).end();
      if (url === '/etag.png') {
        if (headers['if-none-match'] === '"v1"') response.writeHead(304).end();
        else response.writeHead(200, { etag: '"v1"', 'content-type': 'text/html' }).end(PNG);
      } else if (url === '/plain.png') response.end(PNG);
      else if (url === '/page') response.writeHead(200, { 'content-type': 'image/jpeg' }).end('<html>sorry');
      else if (url === '/empty') response.end();
      else if (url === '/huge') response.writeHead(200, { 'content-length': '9999999' }).end('x');
      else if (url === '/loop') to('/loop');
      else if (url === '/foreign') to('http://other.example/a.png');
      else if (url === '/metadata') to('http://169.254.169.254/latest');
      else if (url === '/moved') to('/plain.png');
      else if (url === '/slow') return;
      else if (url === '/cut')
        response.writeHead(200, { 'content-length': '500' }).write(PNG, () => response.destroy());
      else if (url === '/error') response.writeHead(500).end('<h1>no');
      else response.writeHead(404).end();
    });
    host = new URL(server.url).host;
    sources = openSources({
      origins: {
        hosts: [host, 'rebound.example', 'gone.example'],
        allowPrivate: true,
        maxBytes: 1000,
        times: { firstByte: 200, whole: 400 },
        lookup: resolver({ 'rebound.example': [['169.254.169.254']], 'gone.example': [] }),
      },
    });
  });
  afterAll(async () => {
    sources.close();
    await server.close();
  });

  it('are fetched, over redirects on the same list, whatever their type says', async () => {
    for (const path of ['/plain.png', '/moved', '/etag.png'])
      expect(await bytesOf(sources, server.url + path)).toBe(PNG.toString('latin1'));
  });

  it('are not sent again where their server knows that they didn’t change', async () => {
    expect(await sources.picture(`${server.url}/etag.png`).read('etag "v1"')).toBe('unchanged');
    const plain = sources.picture(`${server.url}/plain.png`);
    const found = await plain.read();
    expect(await plain.read(found === 'unchanged' ? '' : found.version)).toBe('unchanged');
  });

  it.each([
    ['/page', 'not_a_picture_url'],
    ['/empty', 'empty_file'],
    ['/huge', 'too_many_bytes'],
    ['/loop', 'fetch_failed'],
    ['/foreign', 'source_refused'],
    ['/metadata', 'url_refused'],
    ['/slow', 'fetch_timeout'],
    ['/cut', 'fetch_failed'],
    ['/error', 'fetch_failed'],
    ['/none', 'source_not_found'],
  ])('%s is %s', async (path, code) => {
    expect(await codeOf(() => sources.picture(server.url + path).read())).toBe(code);
  });

  it.each([
    ['http://other.example/a.png', 'source_refused'],
    ['http://rebound.example/a.png', 'url_refused'],
    ['http://gone.example/a.png', 'fetch_failed'],
    ['http://169.254.169.254/latest/meta-data', 'url_refused'],
    ['http://user:password@rebound.example/', 'url_refused'],
    ['http://', 'url_refused'],
  ])('%s is %s', async (address, code) => {
    expect(await codeOf(async () => sources.picture(address).read())).toBe(code);
  });

  it('are only of hosts on the list, name by name', () => {
    const hosts = ['img.shop.example', '*.cdn.example'];
    const allowed = (url: string) => isAllowed(new URL(url), hosts);
    expect(allowed('https://IMG.shop.example/a')).toBe(true);
    expect(allowed('https://a.b.cdn.example/a')).toBe(true);
    for (const url of [
      'https://cdn.example',
      'https://evilcdn.example',
      'https://img.shop.example.evil',
      'https://img.shop.example:8080',
    ])
      expect(allowed(url), url).toBe(false);
  });
});

describe('merged slashes', () => {
  it.each([
    ['/plain/https:/a.b/c', '/plain/https://a.b/c'],
    ['/w:3/plain/local:/c', '/w:3/plain/local:///c'],
    ['/plain/https://a.b/plain/http:/c', '/plain/https://a.b/plain/http:/c'],
    ['/plain/s3:/b/c', '/plain/s3://b/c'],
  ])('%s is %s', (merged, mended) => expect(mendedPath(merged)).toBe(mended));
});
