import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { picture } from '../../scripts/service/picture.js';
import type { LoadResult } from './load.js';

const [url, clients, seconds, spread] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(clients) });
const result: LoadResult = { submit: [], poll: [], statuses: {}, done: 0 };
const boundary = 'heroshot-load';
const file = Buffer.from(await (await picture(1, 48)).arrayBuffer());
const body = Buffer.concat([
  Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="scale"\r\n\r\n2\r\n` +
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="p.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
  ),
  file,
  Buffer.from(`\r\n--${boundary}--\r\n`),
]);
const end = performance.now() + Number(seconds) * 1000;

/** One request; its time goes to `times`. */
function ask(method: string, path: string, times: number[], content?: Buffer) {
  return new Promise<{ body: { id: string; state: string }; retryAfter: number }>((resolve, reject) => {
    const begin = performance.now();
    const headers = content
      ? { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': content.length }
      : {};
    const sent = request(`${url}${path}`, { method, agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        times.push(performance.now() - begin);
        const status = String(answer.statusCode);
        result.statuses[status] = (result.statuses[status] ?? 0) + 1;
        const retryAfter = Number(answer.headers['retry-after'] ?? 1);
        resolve({ body: JSON.parse(Buffer.concat(chunks).toString()), retryAfter });
      });
    });
    sent.on('error', reject);
    sent.end(content);
  });
}

async function client(number: number): Promise<void> {
  await pause((number / Number(clients)) * Number(spread) * 1000);
  while (performance.now() < end) {
    const { body: job } = await ask('POST', '/v1/images', result.submit, body);
    for (let polls = 0; polls < 5 && performance.now() < end; polls++) {
      const { body: now, retryAfter } = await ask('GET', `/v1/jobs/${job.id}`, result.poll);
      if (now.state === 'succeeded') {
        result.done++;
        break;
      }
      await pause(retryAfter * 1000);
    }
  }
}

await Promise.all(Array.from({ length: Number(clients) }, (_, number) => client(number)));
process.send?.(result, () => process.exit(0));
