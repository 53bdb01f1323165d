import type { IncomingMessage, RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import type { Parcel } from '../../recipe/hand-off.js';
import { resolver, serve, type TestServer } from '../remote/testing/server.js';
import { type HandOffOptions, HttpHandOff } from './http-hand-off.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

let server: TestServer | undefined;
let handOff: HttpHandOff | undefined;
afterEach(async () => {
  handOff?.close();
  await server?.close();
});

async function sent(
  answer: RequestListener,
  options: HandOffOptions = {},
  step: Partial<Parcel['step']> = {},
  signal?: AbortSignal,
) {
  server = await serve(answer);
  handOff = new HttpHandOff({ allowPrivate: true, retry: { base: 1 }, ...options });
  const parcel: Parcel = {
    step: { step: 'http', url: `${server.url}/in?key=1`, ...step },
    recipe: 'enhance',
    bytes: Uint8Array.from([0xff, 0xd8, 0xff, 1]),
    format: 'jpeg',
    report: { output: { width: 2, height: 2 } } as Parcel['report'],
  };
  return handOff.send(parcel, signal);
}

const bodyOf = async (request: IncomingMessage) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

describe('handing a picture off', () => {
  test('posts it signed, with an id, and takes the picture that is answered', async () => {
    const got: IncomingMessage['headers'][] = [];
    const back = await sent(
      async (request, response) => {
        got.push(request.headers);
        await bodyOf(request);
        response.end(PNG);
      },
      { secrets: [SECRET] },
    );
    expect(Buffer.from(back.bytes ?? [])).toEqual(PNG);
    expect(back).toMatchObject({ signed: true, attempts: 1 });
    expect(got[0]).toMatchObject({
      'webhook-id': back.id,
      'idempotency-key': back.id,
      'webhook-signature': expect.stringMatching(/^v1,/),
      'content-type': 'application/json',
    });
  });

  test('204 changes nothing', async () => {
    const back = await sent(
      (request, response) => void bodyOf(request).then(() => response.writeHead(204).end()),
    );
    expect(back.bytes).toBeUndefined();
    expect(back.signed).toBe(false);
  });

  test('a server’s fault is tried again with the same id', async () => {
    const ids: unknown[] = [];
    const back = await sent(async (request, response) => {
      ids.push(request.headers['webhook-id']);
      await bodyOf(request);
      if (ids.length < 3) response.writeHead(503).end('later');
      else response.end(PNG);
    });
    expect(back.attempts).toBe(3);
    expect(new Set(ids).size).toBe(1);
  });

  test('gives up after the plan, and at once on a refusal', async () => {
    const status = (code: number) => async () =>
      sent((request, response) => void bodyOf(request).then(() => response.writeHead(code).end()));
    await expect(status(500)()).rejects.toMatchObject({ code: 'hand_off_failed', message: /answered 500/ });
    expect(server?.asked.length).toBe(4);
    await server?.close();
    await expect(status(422)()).rejects.toMatchObject({ code: 'hand_off_failed', message: /answered 422/ });
    expect(server?.asked.length).toBe(1);
  });

  test('a redirect is not followed', async () => {
    const moved = sent(
      (request, response) =>
        void bodyOf(request).then(() => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()),
    );
    await expect(moved).rejects.toMatchObject({ code: 'hand_off_failed', message: /answered 307/ });
  });

  test('what is no picture by its bytes is none, whatever its type says', async () => {
    const page = sent(
      (request, response) =>
        void bodyOf(request).then(() =>
          response.writeHead(200, { 'content-type': 'image/png' }).end('<html>'),
        ),
    );
    await expect(page).rejects.toMatchObject({ code: 'hand_off_failed', message: /no picture/ });
  });

  test('an answer is bounded', async () => {
    const large = sent(
      (request, response) => void bodyOf(request).then(() => response.end(Buffer.alloc(2000))),
      {
        maxBytes: 1000,
      },
    );
    await expect(large).rejects.toMatchObject({ code: 'too_many_bytes' });
  });

  test('a tool that takes too long is not waited for, nor asked again', async () => {
    const slow = sent(() => {}, {}, { timeout: 0.1 });
    await expect(slow).rejects.toMatchObject({ code: 'hand_off_timeout' });
    expect(server?.asked.length).toBe(1);
  });

  test('private addresses are refused unless they are allowed, also behind a name', async () => {
    await expect(sent(() => {}, { allowPrivate: false })).rejects.toMatchObject({ code: 'url_refused' });
    const lookup = resolver({ 'tool.example': [['10.0.0.7']] });
    const named = sent(() => {}, { allowPrivate: false, lookup }, { url: 'http://tool.example/' });
    await expect(named).rejects.toMatchObject({ code: 'url_refused' });
    expect(lookup.asked).toEqual(['tool.example']);
  });

  test('stops with its signal', async () => {
    const controller = new AbortController();
    const stopped = sent(() => controller.abort(), {}, {}, controller.signal);
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });
});
