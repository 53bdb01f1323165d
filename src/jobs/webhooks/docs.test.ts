import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guardedAgents } from '../../catalog/remote/guarded-agents.js';
import { EVENT_TYPES } from '../store/events.js';
import { ATTEMPT_ERRORS } from './attempt-error.js';
import { MOST_ENDPOINTS } from './endpoints.js';
import { bodyText } from './event-body.js';
import { POST_TIMES, post } from './post.js';
import { SCHEDULE_S } from './schedule.js';
import { newSecret } from './secret.js';

const page = await readFile('docs/webhooks.md', 'utf8');
/** Rows of the table with this head, as cells. */
const rows = (head: string) =>
  (page.split(`| ${head} |\n`)[1] ?? '')
    .split('\n\n')[0]
    .split('\n')
    .slice(1)
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const waitText = (seconds: number) => {
  if (seconds === 0) return 'at once';
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${seconds / 60} min` : `${seconds / 3600} h`;
};
const clockText = (seconds: number) =>
  `${Math.floor(seconds / 3600)}:${new Date(seconds * 1000).toISOString().slice(14, 19)}`;

describe('docs/webhooks.md', () => {
  it('has the schedule', () => {
    let sum = 0;
    const attempts = SCHEDULE_S.map((seconds, i) => {
      sum += seconds;
      return [String(i + 1), waitText(seconds), clockText(sum)];
    });
    expect(rows('attempt | after | since the first')).toEqual(attempts);
  });

  it('has every type of event, and every error of an attempt', () => {
    expect(rows('type | when').map(([type]) => type)).toEqual(EVENT_TYPES.map((type) => `\`${type}\``));
    expect(rows('error | what it means')).toEqual(
      Object.entries(ATTEMPT_ERRORS).map(([code, text]) => [`\`${code}\``, text]),
    );
  });

  it('has the limits', () => {
    expect(page).toContain(`A key can have ${MOST_ENDPOINTS} endpoints`);
    expect(page).toContain(`after ${POST_TIMES.whole / 1000} seconds the attempt has failed`);
  });

  it('has a receiver that takes what is signed, once, and nothing else', async () => {
    const [, program] = /```js\n([\s\S]*?)```/.exec(page) ?? [];
    await mkdir('build/docs', { recursive: true });
    const file = resolve('build/docs/receiver.mjs');
    await writeFile(file, program);
    const port = await freePort();
    const secret = newSecret();
    const env = { ...process.env, WEBHOOK_SECRET: secret, PORT: String(port) };
    const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    const agents = guardedAgents({ allowPrivate: true });
    const body = bodyText('job.succeeded', Date.now(), { id: 'job_1' });
    const send = async (by: string) => {
      const signal = new AbortController().signal;
      const options = { agents, times: POST_TIMES, secrets: [by], signal, clock: Date.now };
      const message = { id: 'evt_1', at: Date.now(), body };
      return (await post(new URL(`http://127.0.0.1:${port}/`), message, options)).status;
    };
    try {
      await expect.poll(() => send(secret), { timeout: 20_000 }).toBe(204);
      expect([await send(secret), await send(newSecret())]).toEqual([204, 401]);
      await expect.poll(() => said, { timeout: 20_000 }).toBe('job.succeeded job_1\n');
    } finally {
      child.kill();
      await once(child, 'exit');
      agents.close();
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
