import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { guardedAgents } from '../../catalog/remote/guarded-agents.js';
import { resolver } from '../../catalog/remote/testing/server.js';
import { type PostOptions, post } from './post.js';
import { newSecret } from './secret.js';
import { type Receiver, receiver } from './testing/receiver.js';

const message = { id: 'evt_1', at: Date.now(), body: '{"type":"job.failed"}' };
let agents = guardedAgents({ allowPrivate: true });
let stop = new AbortController();
const send = (url: string, more: Partial<PostOptions> = {}) =>
  post(new URL(url), message, {
    agents,
    times: { connect: 150, firstByte: 300, whole: 300 },
    secrets: [newSecret()],
    signal: stop.signal,
    clock: Date.now,
    ...more,
  });

describe('sending once', () => {
  let shop: Receiver;
  const raw: Server[] = [];
  beforeAll(async () => {
    shop = await receiver();
  });
  afterEach(() => {
    stop = new AbortController();
    agents.close();
    agents = guardedAgents({ allowPrivate: true });
  });
  afterAll(async () => {
    await shop.close();
    for (const server of raw) server.close();
  });

  /** A server that speaks for itself. */
  const speak = async (onSocket: (socket: Socket) => void, create: typeof createServer = createServer) => {
    const server = create((socket) => {
      socket.on('error', () => {});
      onSocket(socket);
    });
    raw.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(server.address() as { port: number }).port}`;
  };

  it('posts the very bytes that are signed, with their length, on a connection of its own', async () => {
    shop.react = 204;
    expect(await send(`${shop.url}?a=1`)).toEqual({ status: 204, error: null, askedMs: 0 });
    const [{ path, headers, body }] = shop.got;
    expect([path, body]).toEqual(['/hooks?a=1', message.body]);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(message.body)),
      'webhook-id': 'evt_1',
      connection: 'close',
    });
    expect(headers['user-agent']).toMatch(/^heroshot\//);
    expect(headers['accept-encoding']).toBeUndefined();
  });

  it.each([301, 302, 303, 307, 308])('does not follow a %i', async (status) => {
    const before = shop.got.length;
    shop.react = (_request, response) => response.writeHead(status, { location: '/elsewhere' }).end();
    expect(await send(shop.url)).toMatchObject({ status, error: null });
    expect(shop.got.slice(before).map(({ path }) => path)).toEqual(['/hooks']);
  });

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['soon', 0],
    ['-5', 0],
    [new Date(Date.now() + 3600_000).toUTCString(), 3600_000],
    [new Date(Date.now() - 3600_000).toUTCString(), 0],
  ])('reads Retry-After: %s', async (retryAfter, asked) => {
    shop.react = (_request, response) => response.writeHead(503, { 'retry-after': retryAfter }).end();
    const { askedMs } = await send(shop.url);
    expect(Math.abs(askedMs - asked)).toBeLessThan(5000);
  });

  it('a body without an end is left after 64 KiB: the status counts', async () => {
    let sent = 0;
    shop.react = (_request, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384))) sent += 16_384;
      };
      response.on('drain', more);
      more();
    };
    const times = { connect: 5000, firstByte: 60_000, whole: 60_000 };
    expect(await send(shop.url, { times })).toMatchObject({ status: 200 });
    expect(sent).toBeLessThan(16 * 2 ** 20);
  });

  it('a body that comes by the drop is left after the time limit: the status counts', async () => {
    shop.react = (_request, response) => {
      response.writeHead(200).write('.');
      const drops = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drops));
    };
    expect(await send(shop.url)).toMatchObject({ status: 200 });
  });

  it('a body that unpacks to gigabytes is not unpacked', async () => {
    shop.react = (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('this is no gzip');
    expect(await send(shop.url)).toMatchObject({ status: 200 });
  });

  it('a server that never answers ends in time', async () => {
    shop.react = () => {};
    expect(await send(shop.url)).toEqual({ status: null, error: 'timeout', askedMs: 0 });
  });

  it.each([
    ['cuts the connection', '', 'connection_failed'],
    ['does not speak HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', 'bad_answer'],
    ['sends a header without an end', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}`, 'bad_answer'],
  ])('a server that %s', async (_what, text, error) => {
    const host = await speak((socket) => socket.once('data', () => socket.end(text)));
    expect(await send(`http://${host}/`)).toEqual({ status: null, error, askedMs: 0 });
  });

  it('a server that wants another protocol ends the attempt', async () => {
    const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n';
    const host = await speak((socket) => socket.once('data', () => socket.write(upgrade)));
    expect(await send(`http://${host}/`)).toMatchObject({ status: null, error: 'connection_failed' });
  });

  it('a server that only says “wait” ends in time', async () => {
    const host = await speak((socket) => {
      const wait = setInterval(() => socket.write('HTTP/1.1 102 Processing\r\n\r\n'), 20);
      socket.on('close', () => clearInterval(wait));
    });
    expect(await send(`http://${host}/`)).toMatchObject({ status: null, error: 'timeout' });
  });

  it('a server that accepts and does not agree on TLS ends in time', async () => {
    const host = await speak(() => {});
    expect(await send(`https://${host}/`)).toMatchObject({ error: 'connect_timeout' });
  });

  it('a server with no certificate is not trusted', async () => {
    const host = await speak(() => {}, ((listener: never) => createTlsServer({}, listener)) as never);
    expect(await send(`https://${host}/`)).toMatchObject({ error: 'tls_failed' });
  });

  it('nobody listens', async () => {
    const host = await speak(() => {});
    await new Promise((resolve) => raw.pop()?.close(resolve));
    expect(await send(`http://${host}/`)).toMatchObject({ error: 'connection_refused' });
  });

  it('a name without an address', async () => {
    agents = guardedAgents({ lookup: resolver({}) });
    expect(await send('http://shop.example/')).toMatchObject({ error: 'name_not_found' });
  });

  it('is cancelled with the caller', async () => {
    shop.react = () => stop.abort();
    const times = { connect: 5000, firstByte: 60_000, whole: 60_000 };
    await expect(send(shop.url, { times })).rejects.toMatchObject({ code: 'cancelled' });
  });
});
