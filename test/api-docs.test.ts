import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heroshot, photo } from './photos.js';
import { type RunningService, startService } from './running-service.js';

const run = promisify(execFile);
const page = await readFile('docs/api.md', 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code]) => code);

let service: RunningService;
let shop: Server;
let folder: string;
let key: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-api-docs-'));
  const picture = await photo(7);
  await writeFile(join(folder, 'bag.jpg'), picture);
  shop = createServer((_request, response) => response.end(picture)).listen(0, '127.0.0.1');
  await once(shop, 'listening');
  const { port } = shop.address() as { port: number };
  await writeFile(join(folder, 'products.csv'), `sku,image\nBAG-1,http://127.0.0.1:${port}/bag.jpg\n`);
  service = await startService(['--allow-private']);
  const { stdout } = await heroshot(['keys', 'create', '--data', service.data]);
  key = stdout.trim();
});
afterAll(async () => {
  await service.stop();
  shop.close();
  await rm(folder, { recursive: true, force: true });
});

describe('docs/api.md', () => {
  it('has commands that work, one after the other', async () => {
    const commands = blocks('bash')
      .join('')
      .replaceAll('\\\n', ' ')
      .replaceAll('https://hero.example', service.url)
      .split('\n')
      .filter(Boolean);
    expect(commands.length).toBeGreaterThan(4);
    let id = '';
    for (const command of commands) {
      const env = { ...process.env, KEY: key, ID: id };
      const { stdout } = await run('bash', ['-c', `${command} --fail-with-body -sS`], { cwd: folder, env });
      id = /"id":"((?:job|bat)_[^"]+)"/.exec(stdout)?.[1] ?? id;
    }
    expect((await readFile(join(folder, 'bag.jpg'))).byteLength).toBeGreaterThan(1000);
  });

  it('has a program that works', async () => {
    const [code] = blocks('ts');
    await mkdir('build/docs', { recursive: true });
    const file = resolve('build/docs/api.mjs');
    const names = { key, csvPath: join(folder, 'products.csv'), filePath: join(folder, 'bag.jpg') };
    const before = `import { openAsBlob } from 'node:fs';
const { key, csvPath, filePath } = ${JSON.stringify(names)};
const [file, csv] = [await openAsBlob(filePath), await openAsBlob(csvPath)];
`;
    const after = "\nconsole.log('done', job.state, blob.size);";
    await writeFile(file, before + code.replaceAll('https://hero.example', service.url) + after);
    const { stdout } = await run(process.execPath, [file]);
    expect(stdout).toMatch(/done succeeded \d{3,}/);
  });
});
