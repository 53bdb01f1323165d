import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardedAgents, guardedLookup } from './guarded-agents.js';
import { resolver, serve, type TestServer } from './testing/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await serve((_request, response) => response.end('reached'));
});
afterAll(() => server.close());

/** What a request comes to: its status, or its error. */
const ask = (url: string, options: Parameters<typeof guardedAgents>[0], more = {}) =>
  new Promise((resolve, reject) => {
    const agents = guardedAgents(options);
    request(url, { agent: agents.http, ...more }, (answer) => {
      answer.resume().on('end', () => {
        agents.close();
        resolve(answer.statusCode);
      });
    })
      .on('error', reject)
      .end();
  });
const port = () => new URL(server.url).port;
const refused = expect.objectContaining({ code: 'url_refused' });

describe('guarded agents', () => {
  it('connect to an address that is allowed', async () => {
    expect(await ask(server.url, { allowPrivate: true })).toBe(200);
  });

  it('refuse an address that is written out, though Node looks nothing up for it', async () => {
    await expect(ask(server.url, {})).rejects.toEqual(refused);
  });

  it('refuse a name with a single private address among public ones', async () => {
    const lookup = resolver({ 'shop.example': [['93.184.216.34', '127.0.0.1']] });
    await expect(ask(`http://shop.example:${port()}/`, { lookup })).rejects.toEqual(refused);
  });

  it('connect to what was checked: a name is resolved once, so it cannot change in between', async () => {
    const lookup = resolver({ 'shop.example': [['127.0.0.1'], ['169.254.169.254']] });
    expect(await ask(`http://shop.example:${port()}/`, { lookup, allowPrivate: true })).toBe(200);
    expect(lookup.asked).toEqual(['shop.example']);
  });

  it('check the name anew for the next connection', async () => {
    const lookup = resolver({ 'shop.example': [['127.0.0.1'], ['169.254.169.254']] });
    const options = { lookup, allowPrivate: true };
    await ask(`http://shop.example:${port()}/`, options);
    await expect(ask(`http://shop.example:${port()}/`, options)).rejects.toEqual(refused);
  });

  it('refuse localhost by what it resolves to', async () => {
    await expect(ask(`http://localhost:${port()}/`, {})).rejects.toEqual(refused);
  });

  it('refuse the same for https', async () => {
    const lookup = resolver({ 'shop.example': [['192.168.1.1']] });
    const agents = guardedAgents({ lookup });
    for (const url of ['https://shop.example/', 'https://127.0.0.1/', 'https://[::1]/'])
      await expect(
        new Promise((_, reject) => secureRequest(url, { agent: agents.https }).on('error', reject).end()),
        url,
      ).rejects.toEqual(refused);
    agents.close();
  });

  it('refuse local sockets', async () => {
    await expect(ask('http://shop.example/', {}, { socketPath: '/tmp/no.sock' })).rejects.toEqual(refused);
  });

  it('give one address to callers that ask for one', async () => {
    const lookup = guardedLookup({
      lookup: resolver({ 'shop.example': [['93.184.216.34', '93.184.216.35']] }),
    });
    const answer = await new Promise((resolve) => lookup('shop.example', {}, (...result) => resolve(result)));
    expect(answer).toEqual([null, '93.184.216.34', 4]);
  });
});
