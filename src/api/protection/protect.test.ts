import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type TestApi, testApi } from '../testing/api.js';
import { form, jpeg } from '../testing/form.js';

describe('a server on the line', () => {
  let api: TestApi;
  let port: number;
  const lines: string[] = [];
  beforeAll(async () => {
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    api = await testApi({
      options: { open: true, bodyTimeoutS: 0.3, maxUploadBytes: 200_000, logger: pino(sink) },
    });
    port = Number(new URL(await api.app.listen({ host: '127.0.0.1', port: 0 })).port);
  });
  afterAll(() => api.close());

  /** Send pieces of a request, one at a time, and read until the other side ends or has answered. */
  const talk = (pieces: (string | Buffer)[], everyMs = 0) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      let heard = '';
      const queue = [...pieces];
      const timer = setInterval(() => {
        const piece = queue.shift();
        if (piece === undefined || !socket.writable) clearInterval(timer);
        else socket.write(piece);
      }, everyMs);
      socket.on('data', (chunk) => {
        heard += chunk;
        if (/\r\n\r\n[\s\S]*\}$/.test(heard)) socket.end();
      });
      socket.on('error', reject);
      socket.on('close', () => {
        clearInterval(timer);
        resolve(heard);
      });
    });
  const post = (headers: string) => `POST /v1/images HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n`;
  const multipart = (file: Buffer) => {
    const { payload, headers } = form([['file', { file, name: 'a.jpg' }]]);
    return {
      payload,
      head: post(`content-type: ${headers['content-type']}\r\ncontent-length: ${payload.length}\r\n`),
    };
  };
  const inputs = async () => {
    let count = 0;
    for await (const _blob of api.context.blobs.list('jobs/')) count++;
    return count;
  };

  it('gives a JSON body that drips no more than its time', async () => {
    const head = post('content-type: application/json\r\ncontent-length: 1000\r\n');
    const answer = await talk([head, ...Array.from({ length: 50 }, () => ' ')], 50);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"request_timeout"');
  });

  it('ends an upload that stalls, and keeps nothing of it', async () => {
    const before = await inputs();
    const { head, payload } = multipart(jpeg(20_000));
    const answer = await talk([head, payload.subarray(0, 6000)]);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    await vi.waitFor(async () => expect(await inputs()).toBe(before));
  });

  it('takes an upload that is slow but comes', async () => {
    const { head, payload } = multipart(jpeg(20_000));
    const pieces = Array.from({ length: 20 }, (_, i) => {
      const size = Math.ceil(payload.length / 20);
      return payload.subarray(i * size, (i + 1) * size);
    });
    const answer = await talk([head, ...pieces], 50);
    expect(answer).toMatch(/^HTTP\/1\.1 202 /);
  });

  it('answers before a large body is sent, so that the client hears why', async () => {
    const head = post('content-type: multipart/form-data; boundary=x\r\ncontent-length: 999999999\r\n');
    const answer = await talk([head, Buffer.alloc(100_000)]);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"code":"too_large"');
  });

  it('hands a connection on after a refused upload', async () => {
    const { head, payload } = multipart(Buffer.alloc(150_000, 'x'));
    const next = 'GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n';
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk;
    });
    socket.write(head);
    socket.write(payload);
    await vi.waitFor(() => expect(heard).toContain('not_an_image'));
    socket.write(next);
    await vi.waitFor(() => expect(heard).toContain('{"status":"ok"}'));
  });

  it.each([
    ['what is not HTTP', 'hello\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    [
      'two lengths',
      'POST /v1/images HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello',
      400,
    ],
  ])('answers %s with a problem', async (_, text, status) => {
    const answer = await talk([text]);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain('application/problem+json');
  });

  it('logs each answer, and no secrets', async () => {
    lines.length = 0;
    const secret = `hs_${'s'.repeat(43)}`;
    await api.app.inject({
      method: 'POST',
      url: '/v1/images?token=sesame',
      payload: { source_url: 'https://a.example/x.jpg?signature=sesame' },
      headers: { authorization: `Bearer ${secret}`, 'x-request-id': 'trace-1' },
    });
    const { authorization } = await api.as();
    await api.app.inject({
      method: 'POST',
      url: '/v1/images?token=sesame',
      payload: { source_url: 'https://a.example/x.jpg?signature=sesame' },
      headers: { authorization },
    });
    const logged = lines.join('');
    expect(logged).toContain('"requestId":"trace-1"');
    expect(logged).toContain('"route":"/v1/images"');
    expect(logged).toMatch(/"status":401.*\n.*"status":202/);
    for (const word of ['sesame', secret, authorization.slice(7), 'a.example'])
      expect(logged).not.toContain(word);
  });

  it('logs a fault with its cause and does not tell it', async () => {
    lines.length = 0;
    const list = vi.spyOn(api.context.store.jobs, 'list').mockRejectedValue(new Error('at /srv/place'));
    const answer = await api.app.inject('/v1/jobs');
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal']);
    expect(answer.body).not.toContain('/srv');
    expect(lines.join('')).toContain('at /srv/place');
    const busy = Object.assign(new Error('locked'), { code: 'SQLITE_BUSY' });
    list.mockRejectedValue(busy);
    const later = await api.app.inject('/v1/jobs');
    expect([later.statusCode, later.json().code]).toEqual([503, 'store_unreachable']);
    expect(later.headers['retry-after']).toBe('5');
    list.mockRestore();
  });
});
