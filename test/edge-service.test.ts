import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { heroshot, photo } from './photos.js';
import { type RunningService, startService } from './running-service.js';

const run = promisify(execFile);
let folder: string;
let photos: string;
let service: RunningService;
const options = () => ['--open', '--no-worker', '--edge', photos, '--precision', 'float32'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-edge-'));
  photos = join(folder, 'photos');
  await mkdir(join(photos, 'bags'), { recursive: true });
  await writeFile(join(photos, 'bags/red bag.jpg'), await photo(3));
  service = await startService(options());
}, 90_000);
afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Ask for a path that `heroshot sign` signed with the service's own key. */
async function ask(path: string, init?: RequestInit, of = service): Promise<Response> {
  const { stdout } = await heroshot(['sign', path, '--data', of.data, '--base', `${of.url}/edge`]);
  return fetch(stdout.trim(), init);
}
const of = (answer: Response, name: string) => answer.headers.get(`x-heroshot${name}`);
const purge = (sources: string[]) =>
  fetch(`${service.url}/v1/edge/purge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sources }),
  });

describe('heroshot serve --edge', () => {
  it('says an address that works, signed with a key of its own that nobody else can read', async () => {
    const [, address = ''] = /"try":"([^"]+)"/.exec(service.log()) ?? [];
    expect(address).toMatch(/\/edge\/[\w-]{43}\/w:800\/plain\/local:\/\/\/bags\/red%20bag\.jpg$/);
    const answer = await fetch(address);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^image\//);
    const { mode } = await stat(join(service.data, 'edge.env'));
    expect(mode & 0o77).toBe(0);
    const forged = address.replace('w:800', 'w:801');
    expect((await fetch(forged)).status).toBe(403);
    expect((await fetch(address.replace(/edge\/[\w-]+/, 'edge/unsafe'))).status).toBe(403);
  });

  it('enlarges by the network in a process of its own, and says so in its metrics and its readiness', async () => {
    const answer = await ask('/w:90/plain/local:///bags/red bag.jpg@png');
    expect([answer.status, of(answer, '')]).toEqual([200, 'enhanced']);
    expect(answer.headers.get('server-timing')).toMatch(
      /fetch;dur=.*queue;dur=.*network;dur=.*decode;dur=.*encode;dur=/,
    );
    const { width } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect(width).toBe(90);
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/heroshot_edge_pictures_total\{from="made",picture="enhanced"\} [1-9]/);
    expect(metrics).toMatch(/heroshot_edge_enhancements_total\{outcome="done"\} [1-9]/);
    expect(metrics).toMatch(/heroshot_edge_errors_total\{code="bad_signature"\} [1-9]/);
    expect(metrics).toMatch(/^heroshot_edge_enhancer_up 1$/m);
    const ready = await (await fetch(`${service.url}/readyz`)).json();
    expect(ready).toMatchObject({ parts: { edge: { status: 'ok' } } });
  });

  it('keeps pictures over a restart, and forgets those of a source that an administrator purges', async () => {
    const path = '/w:30/plain/local:///bags/red bag.jpg@webp';
    expect(of(await ask(path), '')).toBe('plain');
    await service.stop(true);
    service = await startService(options(), service.data);
    expect(of(await ask(path), '')).toBe('cached');
    expect(await (await purge(['local:///bags/red bag.jpg'])).json()).toEqual({ purged: 1 });
    expect(of(await ask(path), '')).toBe('plain');
    for (const sources of [['ftp://x/y'], [], ['']]) expect((await purge(sources)).status).toBe(400);
  });

  it('asks for an administrator’s key before it purges', async () => {
    const guarded = await startService(options().filter((word) => word !== '--open'));
    const { stdout } = await heroshot([
      ...['keys', 'create', '--name', 'reader', '--scopes', 'read', '--data', guarded.data],
    ]);
    const send = (headers: Record<string, string>) =>
      fetch(`${guarded.url}/v1/edge/purge`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{"sources":["a.jpg"]}',
      });
    expect((await send({})).status).toBe(401);
    expect((await send({ authorization: `Bearer ${stdout.trim()}` })).status).toBe(403);
    expect((await ask('/w:20/plain/local:///bags/red bag.jpg', {}, guarded)).status).toBe(200);
    await guarded.stop();
  });

  it('goes on with plain pictures while the process of the networks is killed, and enhances again after it', async () => {
    const { stdout } = await run('pgrep', ['-P', String(service.process.pid)]);
    const pids = stdout.trim().split('\n').map(Number);
    expect(pids).toHaveLength(1);
    process.kill(pids[0], 'SIGKILL');
    let width = 60;
    await vi.waitFor(
      async () => {
        const answer = await ask(`/w:${++width}/plain/local:///bags/red bag.jpg`);
        expect(answer.status).toBe(200);
        expect(of(answer, '')).toBe('enhanced');
      },
      { timeout: 30_000, interval: 300 },
    );
  });

  it('answers what is no picture’s address as itself, never as a page', async () => {
    for (const path of [
      '/edge',
      '/edge/',
      '/edge/x',
      `/edge/${'a'.repeat(5000)}`,
      '/edge/%zz',
      '/edge/%00/x',
    ]) {
      const answer = await fetch(service.url + path);
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
      expect(answer.status, path).toBeLessThan(500);
      expect(answer.headers.get('content-type'), path).toMatch(/^application\/problem\+json/);
    }
    expect((await fetch(`${service.url}/edge/x`, { method: 'POST' })).status).toBe(405);
  });

  it.each([
    [['--edge', 'nowhere'], /nowhere of --edge does not exist/],
    [['--edge', 'package.json'], /folder of pictures/],
    [['--edge', '.', '--edge-prefix', '/v1'], /--edge-prefix/],
    [['--edge-origins', 'shop.example/pictures'], /--edge-origins/],
    [['--edge', '.', '--edge-presets', 'tsconfig.json'], /--edge-presets/],
    [['--edge', '.', '--edge-fallback', 'package.json'], /not a picture|JPEG/],
    [['--edge', '.', '--edge-cache-size', 'much'], /size/],
    [['--edge', '.', '--edge-allow-origin', 'shop.example'], /https:\/\/shop\.example/],
    [['--edge', '.', '--edge-wait', 'no'], /0 or 1/],
  ])('refuses %j and says why', async (args, why) => {
    const data = await mkdtemp(join(folder, 'data-'));
    const { code, stderr } = await heroshot(['serve', '--port', '0', '--no-worker', '--data', data, ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(why);
  });

  it('is refused a cache that another service has', async () => {
    const data = await mkdtemp(join(folder, 'data-'));
    const cache = join(service.data, 'edge-cache');
    const args = ['serve', '--port', '0', '--data', data, '--edge', photos, '--edge-cache', cache];
    const { code, stderr } = await heroshot(args);
    expect(code).toBe(2);
    expect(stderr).toContain('another service is at work');
  });
});
