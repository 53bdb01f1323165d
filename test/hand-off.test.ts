import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heroshot, photo } from './photos.js';
import { startService } from './running-service.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('handing off to the example server', () => {
  let folder: string;
  let tool: ChildProcess;
  let url: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heroshot-hand-off-'));
    await writeFile(join(folder, 'bag.jpg'), await photo(3, 60, 50));
    const env = { ...process.env, PORT: '0', HEROSHOT_HAND_OFF_SECRET: SECRET };
    tool = spawn(process.execPath, ['examples/hand-off-server.mjs'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(tool.stdout as NodeJS.ReadableStream, 'data');
    url = /http:\S+/.exec(String(line))?.[0] as string;
  });
  afterAll(async () => {
    tool.kill();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (args: string[], secret = SECRET) =>
    heroshot(['enhance', 'bag.jpg', '--scale', '2', ...args], {
      cwd: folder,
      env: { ...process.env, HEROSHOT_HAND_OFF_SECRET: secret },
    });

  it.each(['json', 'multipart'])(
    '%s: the answer is the master, and the report says whose it is',
    async (as) => {
      const to = ['--hand-off', `${url}?step=frame`, '--hand-off-private', '--hand-off-as', as, '--out', as];
      const { code, stderr } = await run(to);
      expect(code, stderr).toBe(0);
      const report = JSON.parse(await readFile(join(folder, as, 'bag.report.json'), 'utf8'));
      const [handOff] = report.handOffs;
      const { host } = new URL(url);
      expect(handOff).toMatchObject({
        host,
        signed: true,
        attempts: 1,
        url: expect.not.stringContaining('step='),
      });
      expect(handOff.received).toMatchObject({ width: 120, height: 100 });
      // The example draws a frame, which is no faithful picture: measured, and told.
      expect(handOff.fidelity.deltaE00.mean).toBeGreaterThan(1);
      expect(report.verdict).toBe('review');
      expect(report.reasons.join()).toContain(host);
      const { data } = await sharp(join(folder, as, 'bag.jpg'))
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect(Math.max(data[0], data[1], data[2])).toBeLessThan(60);
      const { xmp } = await sharp(join(folder, as, 'bag.jpg')).metadata();
      expect(String(xmp)).toContain('algorithmicallyEnhanced');
    },
  );

  it('files for marketplaces are made of the answer', async () => {
    const { code, stderr } = await run([
      '--hand-off',
      url,
      '--hand-off-private',
      '--for',
      'instagram',
      '--out',
      'market',
    ]);
    expect(code, stderr).toBe(0);
    const report = JSON.parse(await readFile(join(folder, 'market', 'bag.report.json'), 'utf8'));
    expect(report.outputs.map((output: { for: string }) => output.for)).toEqual(['instagram']);
  });

  it('a signature by another secret is refused by the tool, and the picture fails with a code', async () => {
    const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const { code, stderr } = await run(['--hand-off', url, '--hand-off-private', '--out', 'other'], other);
    expect(code).toBe(1);
    expect(stderr).toContain('hand_off_failed');
    expect(stderr).toContain('401');
  });

  it('a private address has to be allowed', async () => {
    const { code, stderr } = await run(['--hand-off', url, '--out', 'private']);
    expect(code).toBe(2);
    expect(stderr).toContain('is a loopback address');
  });

  it.each([
    [['--hand-off', 'ftp://tool.example/'], /http or https address/],
    [['--hand-off', 'https://me:secret@tool.example/'], /user name or password/],
    [['--hand-off-as', 'json'], /add --hand-off/],
  ])('wrong usage is told before any picture: %j', async (args, said) => {
    const { code, stderr } = await run(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(said);
    expect(stderr).not.toContain('secret@');
  });

  describe('over REST', () => {
    /** A body as it came: what it holds is what is tested. */
    // biome-ignore lint/suspicious/noExplicitAny: see above
    const json = async (answer: Response): Promise<any> => answer.json();
    const submitTo = async (service: string, fields: Record<string, string>) => {
      const body = new FormData();
      for (const [name, value] of Object.entries({ scale: '2', ...fields })) body.set(name, value);
      body.set('file', new Blob([new Uint8Array(await photo(3, 60, 50))]), 'bag.jpg');
      const headers = { prefer: 'wait=40' };
      const answer = await fetch(`${service}/v1/images`, { method: 'POST', body, headers });
      return { status: answer.status, job: await json(answer) };
    };

    it('the tool’s answer goes on, and is in the report', async () => {
      process.env.HEROSHOT_HAND_OFF_SECRET = SECRET;
      const service = await startService(['--open', '--allow-private']).finally(() => {
        delete process.env.HEROSHOT_HAND_OFF_SECRET;
      });
      try {
        const { job } = await submitTo(service.url, {
          hand_off: url,
          hand_off_as: 'multipart',
          for: 'instagram',
        });
        expect(job.state, service.log()).toBe('succeeded');
        const report = await json(await fetch(`${service.url}/v1/jobs/${job.id}/report`));
        expect(report.handOffs).toMatchObject([{ signed: true, attempts: 1, received: { width: 120 } }]);
        const [output] = job.outputs;
        const file = await fetch(new URL(output.url, service.url));
        const pixels = await sharp(Buffer.from(await file.arrayBuffer()))
          .raw()
          .toBuffer();
        // The frame that the tool drew.
        expect(Math.max(...pixels.subarray(0, 3))).toBeLessThan(60);
        const idle = await submitTo(service.url, { hand_off_as: 'json' });
        expect(idle.status).toBe(400);
        const gone = await submitTo(service.url, { hand_off: 'http://127.0.0.1:1/' });
        expect(gone.job).toMatchObject({ state: 'failed', error: { code: 'hand_off_failed' } });
      } finally {
        await service.stop();
      }
    });

    it('a private address is refused where the service was not started for it', async () => {
      const service = await startService();
      try {
        const { job } = await submitTo(service.url, { hand_off: url });
        expect(JSON.stringify(job)).toMatch(/loopback|url_refused/);
        expect(job.state ?? 'refused').not.toBe('succeeded');
      } finally {
        await service.stop();
      }
    });
  });
});
