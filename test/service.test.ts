import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { heroshot, photo } from './photos.js';
import { type RunningService, startService } from './running-service.js';

const run = promisify(execFile);
let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** A body as it came: what it holds is what is tested. */
// biome-ignore lint/suspicious/noExplicitAny: see above
const json = async (answer: Response): Promise<any> => answer.json();

/** Submit a picture, by default a small one at 2×. */
async function submit(fields: Record<string, string> = { scale: '2' }, wait = 30, seed = 1) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set('file', new Blob([new Uint8Array(await photo(seed))]), 'Tote bag.jpg');
  const headers: Record<string, string> = wait ? { prefer: `wait=${wait}` } : {};
  const answer = await fetch(`${service.url}/v1/images`, { method: 'POST', body, headers });
  return { answer, job: await json(answer) };
}

describe('heroshot serve, on its own', () => {
  it('enhances a picture that is sent and hands the file back, with its report', async () => {
    const { answer, job } = await submit();
    expect(answer.status, service.log()).toBe(200);
    expect(job).toMatchObject({ state: 'succeeded', verdict: 'pass' });
    const [output] = job.outputs;
    expect(output).toMatchObject({ name: 'Tote bag.jpg', for: 'master', width: 96, height: 80 });
    const file = await fetch(new URL(output.url, service.url));
    expect(file.headers.get('content-type')).toBe('image/jpeg');
    const { width, height } = await sharp(Buffer.from(await file.arrayBuffer())).metadata();
    expect([width, height]).toEqual([96, 80]);
    const report = await json(await fetch(`${service.url}/v1/jobs/${job.id}/report`));
    expect(report.fidelity.deltaE00.mean).toBeLessThan(1);
  });

  it('makes a file for each marketplace that was asked for', async () => {
    const { job } = await submit({ scale: '4', for: 'ebay,shopify', tier: 'edge' });
    const made = job.outputs.map((output: { for: string; name: string }) => [output.for, output.name]);
    expect(made).toEqual([
      ['master', 'Tote bag.jpg'],
      ['ebay', 'Tote bag-ebay.jpg'],
      ['shopify', 'Tote bag-shopify.jpg'],
    ]);
  });

  it('says why a picture can’t be done', async () => {
    const body = new FormData();
    const torn = (await photo(3)).subarray(0, 700);
    body.set('file', new Blob([new Uint8Array(torn)]), 'torn.jpg');
    const headers = { prefer: 'wait=30' };
    const answer = await fetch(`${service.url}/v1/images`, { method: 'POST', body, headers });
    const job = await json(answer);
    expect(job).toMatchObject({ state: 'failed', error: { code: 'corrupt_image' } });
  });

  it('does a batch from a list of addresses, and tells what could not be had', async () => {
    const items = [{ source_url: 'http://127.0.0.1:9/a.jpg' }, { source_url: 'ftp://shop.example/b.jpg' }];
    const answer = await fetch(`${service.url}/v1/batches`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ items, scale: 2 }),
    });
    const text = await answer.text();
    // A list with an address that can't be is refused as a whole or taken with named failures; both name it.
    expect(text).toMatch(/url_refused|bat_/);
  });

  it('goes on when its working process is killed', async () => {
    const { job } = await submit({ scale: '4' }, 0, 5);
    const { stdout } = await run('pgrep', ['-P', String(service.process.pid)]);
    for (const pid of stdout.trim().split('\n')) process.kill(Number(pid), 'SIGKILL');
    await vi.waitFor(
      async () => {
        const now = await json(await fetch(`${service.url}/v1/jobs/${job.id}`));
        expect(now.state).toBe('succeeded');
      },
      { timeout: 40_000, interval: 200 },
    );
  });

  it('is refused a second time on the same data', async () => {
    const { code, stderr } = await heroshot(['serve', '--port', '0', '--data', service.data, '--open']);
    expect(code).toBe(2);
    expect(stderr).toContain('another service is at work');
  });

  it('tells Prometheus what it did', async () => {
    const text = await (await fetch(`${service.url}/metrics`)).text();
    expect(text).toMatch(/heroshot_jobs\{state="succeeded"\} [1-9]/);
    expect(text).toContain('heroshot_job_duration_seconds_bucket');
  });
});

describe('heroshot serve', () => {
  it('finishes what it is at when it is stopped, keeps everything, and goes on where it was', async () => {
    const first = await startService();
    const ids: string[] = [];
    for (let seed = 10; seed < 16; seed++) {
      const body = new FormData();
      body.set('scale', '2');
      body.set('file', new Blob([new Uint8Array(await photo(seed))]), `p${seed}.jpg`);
      const answer = await fetch(`${first.url}/v1/images`, { method: 'POST', body });
      ids.push((await json(answer)).id);
    }
    expect(await first.stop(true)).toBe(0);
    const second = await startService(['--open'], first.data);
    await vi.waitFor(
      async () => {
        for (const id of ids) {
          const job = await json(await fetch(`${second.url}/v1/jobs/${id}`));
          expect(job.state).toBe('succeeded');
        }
      },
      { timeout: 40_000, interval: 200 },
    );
    await second.stop();
  });

  it('asks for a key unless it is open, and takes those that the command line makes', async () => {
    const guarded = await startService([]);
    const none = await fetch(`${guarded.url}/v1/jobs`);
    expect(none.status).toBe(401);
    const { stdout, code } = await heroshot(['keys', 'create', '--name', 'test', '--data', guarded.data]);
    expect(code).toBe(0);
    const headers = { authorization: `Bearer ${stdout.trim()}` };
    expect((await fetch(`${guarded.url}/v1/jobs`, { headers })).status).toBe(200);
    await guarded.stop();
  });

  it.each([
    [['--open', '--host', '0.0.0.0'], 'open'],
    [['--database', 'postgres://x/y'], 'go together'],
    [['--database', 'mysql://x', '--redis', 'redis://x', '--blobs', '/x'], 'PostgreSQL'],
    [['--quota', 'much'], 'size'],
    [['--public-url', 'ftp://x'], 'https://'],
  ])('refuses %j and says why', async (args, why) => {
    const { code, stderr } = await heroshot(['serve', '--port', '0', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(why);
  });
});
