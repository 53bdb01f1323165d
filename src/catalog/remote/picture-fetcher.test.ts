import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FetchOptions, PictureFetcher } from './picture-fetcher.js';
import { PNG, resolver, serve, type TestServer } from './testing/server.js';

type Answer = (response: ServerResponse, request: IncomingMessage, time: number) => void;

let server: TestServer;
let answers: Record<string, Answer> = {};
const times: Record<string, number> = {};

beforeAll(async () => {
  server = await serve((request, response) => {
    const path = request.url ?? '';
    times[path] = (times[path] ?? 0) + 1;
    const answer = answers[path];
    if (answer) answer(response, request, times[path]);
    else response.writeHead(404).end();
  });
});
afterAll(() => server.close());

const fetchers: PictureFetcher[] = [];
afterEach(() => {
  for (const fetcher of fetchers.splice(0)) fetcher.close();
  for (const path of Object.keys(times)) delete times[path];
});

/** Quick enough for a test; this machine is allowed. */
function get(path: string, options: FetchOptions = {}, signal?: AbortSignal) {
  const retry = { retries: 2, base: 1, longest: 2000, ...options.retry };
  const fetcher = new PictureFetcher({ allowPrivate: true, ...options, retry });
  fetchers.push(fetcher);
  return fetcher.fetch(path.startsWith('http') ? path : server.url + path, signal);
}
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('fetching a picture', () => {
  it('brings its bytes, asked for by name and without packing', async () => {
    let headers: IncomingMessage['headers'] = {};
    answers = {
      '/a.png': (response, request) => {
        headers = request.headers;
        response.end(PNG);
      },
    };
    expect(await get('/a.png')).toEqual(PNG);
    expect(headers).toMatchObject({
      'user-agent': expect.stringMatching(/^heroshot\/\d/),
      'accept-encoding': 'identity',
    });
    expect(headers.cookie).toBeUndefined();
  });

  it('is refused from this machine and private networks by default', async () => {
    await expect(get('/a.png', { allowPrivate: false })).rejects.toEqual(code('url_refused'));
    expect(times).toEqual({});
  });

  it('is refused for a name that leads into the own network, without another try', async () => {
    const lookup = resolver({ 'shop.example': [['10.0.0.8']] });
    await expect(get('http://shop.example/a.png', { allowPrivate: false, lookup })).rejects.toEqual(
      code('url_refused'),
    );
    expect(lookup.asked).toHaveLength(1);
  });
});

describe('redirects', () => {
  const to =
    (location: string, status = 302): Answer =>
    (response) =>
      response.writeHead(status, { location }).end();

  it('are followed', async () => {
    answers = { '/a': to('/b', 308), '/b': to('/c.png', 301), '/c.png': (response) => response.end(PNG) };
    expect(await get('/a')).toEqual(PNG);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:127.0.0.1]/',
    'file:///etc/passwd',
    'http://u:p@shop.example/',
    'http://metadata.example/',
  ])('to %s is refused', async (location) => {
    const lookup = resolver({ 'metadata.example': [['169.254.169.254']] });
    answers = { '/a': to(location) };
    await expect(get('/a', { lookup })).rejects.toEqual(code('url_refused'));
    expect(times).toEqual({ '/a': 1 });
  });

  it('end after five', async () => {
    answers = { '/round': to('/round') };
    await expect(get('/round')).rejects.toThrow(/redirects more than 5 times/);
    expect(times['/round']).toBe(6);
  });
});

describe('retries', () => {
  const failing =
    (status: number, until = Number.POSITIVE_INFINITY, headers = {}): Answer =>
    (response, _request, time) =>
      time < until ? response.writeHead(status, headers).end() : response.end(PNG);

  it.each([429, 500, 503])('answer %s is tried again', async (status) => {
    answers = { '/a': failing(status, 3) };
    expect(await get('/a')).toEqual(PNG);
    expect(times['/a']).toBe(3);
  });

  it.each([400, 403, 404, 410])('answer %s is not', async (status) => {
    answers = { '/a': failing(status) };
    await expect(get('/a')).rejects.toEqual(code('fetch_failed'));
    expect(times['/a']).toBe(1);
  });

  it('end, and say what the server answered', async () => {
    answers = { '/a': failing(503) };
    await expect(get('/a')).rejects.toThrow(/answered 503 for \/a/);
    expect(times['/a']).toBe(3);
  });

  it('honour Retry-After', async () => {
    answers = { '/a': failing(429, 2, { 'retry-after': '1' }) };
    const start = performance.now();
    expect(await get('/a')).toEqual(PNG);
    expect(performance.now() - start).toBeGreaterThanOrEqual(950);
  });

  it('are given up where the server asks for a long time', async () => {
    answers = { '/a': failing(429, 2, { 'retry-after': '3600' }) };
    await expect(get('/a')).rejects.toEqual(code('fetch_failed'));
    expect(times['/a']).toBe(1);
  });

  it('follow a connection that breaks, in the header or in the body', async () => {
    answers = {
      '/a': (response, _request, time) => {
        if (time === 1) response.destroy();
        else if (time === 2) {
          response.writeHead(200, { 'content-length': 1000 });
          response.write(PNG, () => response.destroy());
        } else response.end(PNG);
      },
    };
    expect(await get('/a')).toEqual(PNG);
    expect(times['/a']).toBe(3);
  });

  it('do not follow an answer in another protocol, which Node ends without an error', async () => {
    const head = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n';
    answers = { '/a': (_response, request) => request.socket.write(head) };
    await expect(get('/a')).rejects.toThrow(/without an answer/);
    expect(times['/a']).toBe(1);
  });

  it('do not follow a name that does not exist', async () => {
    const lookup = resolver({});
    await expect(get('http://nowhere.example/a.png', { lookup })).rejects.toEqual(code('fetch_failed'));
    expect(lookup.asked).toHaveLength(1);
  });
});

describe('time limits', () => {
  const limits = { connect: 1000, firstByte: 1000, whole: 5000 };

  it('end a server that accepts and says nothing, after each of its tries', async () => {
    answers = { '/a': () => {} };
    await expect(get('/a', { times: { ...limits, firstByte: 30 } })).rejects.toThrow(/did not answer within/);
    expect(times['/a']).toBe(3);
  });

  it('end an endless dribble, once', async () => {
    answers = {
      '/a': (response) => {
        const dribble = setInterval(() => response.write('x'), 5);
        response.on('close', () => clearInterval(dribble));
      },
    };
    await expect(get('/a', { times: { ...limits, whole: 80 } })).rejects.toEqual(code('fetch_timeout'));
    expect(times['/a']).toBe(1);
  });

  it('end a name that is never resolved', async () => {
    const options = { times: { ...limits, connect: 30 }, lookup: () => {}, retry: { retries: 0 } };
    await expect(get('http://slow.example/', options)).rejects.toThrow(/did not accept a connection/);
  });

  it('end by the caller’s signal, while waiting for an answer and between tries', async () => {
    const stop = new AbortController();
    answers = {
      '/a': () => stop.abort(),
      '/b': (response) => response.writeHead(503, { 'retry-after': '1' }).end(),
    };
    await expect(get('/a', {}, stop.signal)).rejects.toEqual(code('cancelled'));
    await expect(get('/b', {}, AbortSignal.timeout(50))).rejects.toEqual(code('cancelled'));
    await expect(get('/b', {}, AbortSignal.abort())).rejects.toEqual(code('cancelled'));
  });
});

describe('size limits', () => {
  it('hold for the length that is announced', async () => {
    answers = { '/a': (response) => response.writeHead(200, { 'content-length': 5e9 }).flushHeaders() };
    await expect(get('/a')).rejects.toEqual(code('too_many_bytes'));
  });

  it('hold for the bytes that come without one', async () => {
    answers = {
      '/a': (response) => {
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65536)));
        };
        response.on('drain', more);
        more();
      },
    };
    await expect(get('/a', { maxBytes: 1e6 })).rejects.toEqual(code('too_many_bytes'));
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(20e6))],
    ['br', brotliCompressSync(Buffer.alloc(20e6))],
  ])('hold for what %s unpacks to', async (coding, body) => {
    answers = { '/a': (response) => response.writeHead(200, { 'content-encoding': coding }).end(body) };
    await expect(get('/a', { maxBytes: 1e6 })).rejects.toEqual(code('too_many_bytes'));
  });
});

describe('what is sent', () => {
  it('is unpacked though nobody asked to pack it', async () => {
    answers = {
      '/a': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(PNG)),
    };
    expect(await get('/a')).toEqual(PNG);
  });

  it.each([
    ['gzip', 'not gzip at all'],
    ['zstd', 'x'],
    ['gzip, gzip', 'x'],
  ])('as %s that cannot be unpacked is an error', async (coding, body) => {
    answers = { '/a': (response) => response.writeHead(200, { 'content-encoding': coding }).end(body) };
    await expect(get('/a')).rejects.toEqual(code('fetch_failed'));
  });

  it.each([
    ['text/html; charset=utf-8', '<!doctype html><p>Sold out'],
    ['application/json', '{"error":"gone"}'],
    ['image/jpeg', '<html><body>Access denied'],
  ])('as %s, but is no picture, is told from one', async (type, body) => {
    answers = { '/a': (response) => response.writeHead(200, { 'content-type': type }).end(body) };
    await expect(get('/a')).rejects.toEqual(code('not_a_picture_url'));
  });

  it('is a picture by its bytes, whatever it is called', async () => {
    answers = { '/a': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PNG) };
    expect(await get('/a')).toEqual(PNG);
  });

  it('is left to the engine where it is neither', async () => {
    answers = { '/a': (response) => response.end('some bytes') };
    expect(Buffer.from(await get('/a')).toString()).toBe('some bytes');
  });

  it('may not be nothing', async () => {
    answers = { '/a': (response) => response.end() };
    await expect(get('/a')).rejects.toEqual(code('empty_file'));
  });
});

describe('politeness', () => {
  it('asks one host for no more pictures at a time than was said', async () => {
    const polite = await serve((_request, response) => void setImmediate(() => response.end(PNG)));
    const fetcher = new PictureFetcher({ allowPrivate: true, perHost: 2 });
    fetchers.push(fetcher);
    await Promise.all(Array.from({ length: 12 }, (_, i) => fetcher.fetch(`${polite.url}/${i}.png`)));
    expect(polite.asked).toHaveLength(12);
    expect(polite.busiest).toBeLessThanOrEqual(2);
    await polite.close();
  });
});
