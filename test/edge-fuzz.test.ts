import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPERATIONS } from '../src/edge/grammar/operations.js';
import { answerUnreadable, edgePlugin } from '../src/edge/plugin.js';
import { createEdge, type EdgeServer } from '../src/edge/server/edge-server.js';
import { signedPath } from '../src/edge/signature.js';
import { Pool } from '../src/engine/pool/pool.js';
import { productScene, randomNumbers } from '../src/engine/testing/pictures.js';

const ADDRESSES = 5000;
const pair = { key: Buffer.from('key'), salt: Buffer.from('salt') };
const threads = new Pool(1);
let folder: string;
let edge: EdgeServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-fuzz-'));
  const scene = sharp(productScene(40, 30), { raw: { width: 40, height: 30, channels: 3 } });
  await writeFile(join(folder, 'a.jpg'), await scene.jpeg().toBuffer());
  await writeFile(join(folder, 'b.png'), await scene.ensureAlpha(0.5).png().toBuffer());
  await writeFile(join(folder, 'bad.jpg'), 'not a picture');
  edge = createEdge({ signatures: { keys: [pair], allowUnsafe: true }, sources: { folder }, threads });
});
afterAll(async () => {
  await edge.close();
  await threads.close();
  await rm(folder, { recursive: true, force: true });
});

const random = randomNumbers(20_261);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
const names = OPERATIONS.flatMap((row) => [row.name, ...row.aliases]);
const values = [
  ...[
    '',
    '0',
    '1',
    '-1',
    '30',
    '90',
    '3000',
    '8192',
    '99999999999999999999',
    '0.5',
    '2',
    '1e9',
    'NaN',
    'Infinity',
  ],
  ...[
    'fit',
    'fill',
    'fill-down',
    'force',
    'auto',
    'ce',
    'sm',
    'fp',
    'soea',
    'no',
    't',
    'f',
    'jpg',
    'png',
    'webp',
    'gif',
  ],
  ...[
    'ffffff',
    'fff',
    '255',
    '256',
    'off',
    '4',
    'amazon',
    'shopify',
    '__proto__',
    '%00',
    '%2F',
    '%',
    '..',
    '☃',
    '\u0000',
    ' ',
  ],
];
const sources = [
  ...[
    'plain/a.jpg',
    'plain/b.png',
    'plain/local:///a.jpg@webp',
    'plain/bad.jpg',
    'plain/none',
    'YS5qcGc',
    'Yi5w/bmc.png',
  ],
  ...[
    'plain/../../etc/passwd',
    'plain/%2e%2e/%2e%2e/etc/passwd',
    'plain/http://169.254.169.254/',
    'plain/%ff',
    'plain/',
  ],
  ...[
    'plain/a.jpg@',
    'plain/a.jpg@@',
    '....',
    '',
    '//',
    'plain/a.jpg@avif',
    'plain/s3://x/y',
    'plain/file:///etc/passwd',
  ],
];

/** An address of words that are sometimes right, sometimes in the wrong place, sometimes nonsense. */
function address(): string {
  const option = () => {
    const args = Array.from({ length: Math.floor(random() * 5) }, () => pick(values));
    return [random() < 0.95 ? pick(names) : pick(values), ...args].join(':');
  };
  const options = Array.from({ length: Math.floor(random() * 4) }, option);
  const path = `/${[...options, pick(sources)].join('/')}`;
  const signed =
    random() < 0.9 ? signedPath(path, pair) : pick([`/unsafe${path}`, `/forged${path}`, path, path.slice(1)]);
  if (random() > 0.1) return signed;
  const at = Math.floor(random() * signed.length);
  return signed.slice(0, at) + pick(['%', '/', '?', '#', '\\', '%0d%0a', '\t', 'é']) + signed.slice(at + 1);
}

/** An answer to a path as it is: no client puts its dots and slashes in order before it is sent. */
function ask(port: number, path: string, headers: Record<string, string>, agent: Agent) {
  return new Promise<{ status: number; type: string | undefined; text: string }>((resolve, reject) => {
    const answered = async (answer: IncomingMessage) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString('latin1', 0, 500);
      resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'], text });
    };
    request({ port, path, headers, agent }, (answer) => answered(answer).catch(reject))
      .on('error', reject)
      .end();
  });
}

it(`${ADDRESSES} addresses get a picture or a problem, never a fault or a page`, async () => {
  const app = fastify({ frameworkErrors: answerUnreadable });
  await app.register(edgePlugin, { prefix: '/edge', edge });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const counts = new Map<number, number>();
  const headers = () => ({
    accept: pick(['image/avif,image/webp', '*/*', '', 'text/html', ',;q=']),
    'sec-ch-width': pick(['', '300', '-1', '1e99', '99999']),
    'save-data': pick(['', 'on', 'off']),
    'if-none-match': pick(['', '*', '"x"', 'W/']),
  });
  for (let i = 0; i < ADDRESSES; i += 50)
    await Promise.all(
      Array.from({ length: 50 }, async () => {
        const url = `/edge/${address()
          .replace(/^\//, '')
          .replace(/[^\u0021-\u007e]/g, encodeURIComponent)}`;
        const { status, type, text } = await ask(port, url, headers(), agent);
        counts.set(status, (counts.get(status) ?? 0) + 1);
        expect(status, `${url}\n${text}`).toBeLessThan(500);
        if (status !== 304) expect(type, url).toMatch(/^(image\/\w+|application\/problem\+json)$/);
      }),
    );
  // It would prove nothing if everything were refused.
  expect(counts.get(200)).toBeGreaterThan(ADDRESSES / 20);
  for (const status of [304, 400, 403, 404, 422]) expect(counts.get(status), `${status}`).toBeGreaterThan(5);
  agent.destroy();
  await app.close();
}, 300_000);
