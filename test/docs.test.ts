import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { hasFfmpeg } from '../src/compose/clip/testing/ffmpeg.js';
import { heroshot, photo } from './photos.js';

const run = promisify(execFile);

/** Fenced blocks of a language in a Markdown file. */
async function blocks(file: string, language: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    (match) => match[1],
  );
}

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...(await readdir('docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];

/** Words of a shell line; quotes as in our docs. */
const words = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);

const commands: [page: string, command: string][] = [];
for (const page of pages)
  for (const block of await blocks(page, 'sh'))
    for (const line of block.split('\n')) {
      const command = line
        .replace(/\s+#.*$/, '')
        .replace(/^npx /, '')
        .trim();
      if (command) commands.push([page, command]);
    }

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-docs-'));
  for (const name of ['photos/a.jpg', 'photos/b.jpg', 'bag.jpg', 'feed/shoes/c.jpg', 'old-scan.jpg']) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), await photo(name.length));
  }
  await writeFile(join(folder, 'products.csv'), 'sku,image\nBAG-1,photos/a.jpg\nBAG-1,photos/b.jpg\n');
  await writeFile(join(folder, 'feed.csv'), 'Item no.,Photo\nA 1,c.jpg\n');
  await mkdir(join(folder, 'scans'));
  await writeFile(join(folder, 'scans/c.jpg'), await photo(4));
  const zip = new ZipFile();
  zip.addBuffer(await photo(5), 'in/d.jpg');
  zip.end();
  await writeFile(join(folder, 'pictures.zip'), zip.outputStream);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('commands in the docs', () => {
  const there = hasFfmpeg();
  const runs = ([, command]: [string, string]) => command.startsWith('heroshot ');
  it.each(commands.filter((line) => runs(line) && (there || !line[1].startsWith('heroshot clip '))))(
    '%s: %s works',
    async (_page, command) => {
      const { code, stderr } = await heroshot(words(command).slice(1), { cwd: folder });
      expect(code, stderr).toBe(0);
    },
  );

  it('npm commands are scripts of package.json or npm’s own', async () => {
    const { scripts } = JSON.parse(await readFile('package.json', 'utf8'));
    const own = new Set(['ci', 'cit', 'test', 'install', 'install-ci-test']);
    const npm = commands.flatMap(([, command]) => command.split('&&').map((part) => words(part.trim())));
    for (const [program, verb, name] of npm.filter((parts) => parts[0] === 'npm')) {
      if (verb === 'run') expect(Object.keys(scripts), `${program} run ${name}`).toContain(name);
      else expect([...own], `npm ${verb}`).toContain(verb);
    }
  });

  it('every shell command is a heroshot, npm or node command, so that none escapes this test', () => {
    for (const [page, command] of commands) expect(command, page).toMatch(/^(heroshot|npm|git clone|cd) /);
  });
});

describe('programs in the docs', () => {
  it('docs/library.md: every example runs', async () => {
    const examples = await blocks('docs/library.md', 'ts');
    expect(examples.length).toBeGreaterThan(1);
    await mkdir('build/docs', { recursive: true });
    for (const [i, code] of examples.entries()) {
      const file = resolve(`build/docs/library-${i}.mjs`);
      await writeFile(file, code);
      const { stdout } = await run(process.execPath, [file]);
      expect(stdout.trim().length).toBeGreaterThan(0);
    }
  });
});

describe('links in the docs', () => {
  it.each(pages)('%s points to files that are there', async (page) => {
    const text = await readFile(page, 'utf8');
    for (const [, target] of text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)) {
      const path = resolve(page, '..', target);
      await expect(
        readFile(path).catch(() => readdir(path)),
        `${page} -> ${target}`,
      ).resolves.toBeDefined();
    }
  });
});

describe('generated pages', () => {
  it('say what the code says (npm run docs:tables)', async () => {
    const { tablePages } = await import(resolve('build/scripts/table-pages.js'));
    for (const [file, text] of Object.entries(tablePages()))
      expect(await readFile(file, 'utf8'), file).toBe(text);
  });
});
