import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysFrom, signedPath } from '../src/edge/signature.js';
import { photo } from './photos.js';

const env = { HEROSHOT_EDGE_KEY: '736563726574', HEROSHOT_EDGE_SALT: '68656C6C6F' };
const [pair] = keysFrom(env);
let folder: string;
let server: string;
let loader: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-edge-docs-'));
  await mkdir(join(folder, 'photos'));
  await writeFile(join(folder, 'photos/a.jpg'), await photo(2));
  const text = await readFile('docs/edge.md', 'utf8');
  [server, loader] = [...text.matchAll(/^```js\n([\s\S]*?)^```/gm)].map((match) => match[1]);
  await mkdir('build/docs', { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Resolves with the first line that a program prints. */
const firstLine = (child: ChildProcess) =>
  new Promise<string>((found, failed) => {
    let errors = '';
    child.stdout?.once('data', (chunk) => found(String(chunk).trim()));
    child.stderr?.on('data', (chunk) => {
      errors += chunk;
    });
    child.once('exit', () => failed(new Error(errors)));
  });

describe('programs of docs/edge.md', () => {
  it('the server of one’s own serves', async () => {
    const file = resolve('build/docs/edge-server.mjs');
    const anywhere = server.replace('port: 8080', 'port: 0');
    await writeFile(file, `${anywhere}\nconsole.log(app.server.address().port);\n`);
    const child = spawn(process.execPath, [file], { cwd: folder, env: { ...process.env, ...env } });
    try {
      const port = await firstLine(child);
      const answer = await fetch(`http://127.0.0.1:${port}/edge${signedPath('/w:20/plain/a.jpg', pair)}`);
      expect([answer.status, answer.headers.get('x-heroshot')]).toEqual([200, 'plain']);
    } finally {
      child.kill();
    }
  });

  it('the loader for Next.js signs what the server takes', async () => {
    const file = resolve('build/docs/edge-loader.mjs');
    await writeFile(file, loader);
    Object.assign(process.env, env);
    const { heroshotUrl, signedWidths, heroshotLoader } = await import(file);
    const path = `/w:640/q:70/${Buffer.from('local:///a.jpg').toString('base64url')}`;
    expect(heroshotUrl('local:///a.jpg', 640, 70)).toBe(
      `https://cdn.shop.example/edge${signedPath(path, pair)}`,
    );
    const load = heroshotLoader(signedWidths('local:///a.jpg', [640, 750]));
    expect(load({ width: 750 })).toBe(heroshotUrl('local:///a.jpg', 750));
  });
});
