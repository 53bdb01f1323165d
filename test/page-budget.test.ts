import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const FOLDER = new URL('../dist/page/public/', import.meta.url);
const KILOBYTE = 1000;

/** What a browser loads before it shows anything: what the page names, and what that imports without being asked. */
async function initialFiles(): Promise<string[]> {
  const html = await readFile(new URL('index.html', FOLDER), 'utf8');
  const found = new Set(
    [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path),
  );
  for (const path of found) {
    const text = await readFile(new URL(path as string, FOLDER), 'utf8');
    const imports = text.matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+\.js)["'`]/g);
    for (const [, file] of imports) found.add(`assets/${file}`);
  }
  return [...found] as string[];
}

describe('the built page', () => {
  it('loads at most 250 kB, compressed, before it is there', async () => {
    const files = await initialFiles();
    expect(files.some((file) => file.endsWith('.js'))).toBe(true);
    expect(files.some((file) => file.endsWith('.css'))).toBe(true);
    let bytes = 0;
    for (const file of files) bytes += gzipSync(await readFile(new URL(file, FOLDER))).length;
    expect(bytes).toBeLessThan(250 * KILOBYTE);
  });

  it('has no script and no style within its lines', async () => {
    const html = await readFile(new URL('index.html', FOLDER), 'utf8');
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i);
  });

  it('names no other host where a browser would ask it', async () => {
    const names = await readdir(new URL('assets/', FOLDER));
    for (const name of ['index.html', ...names.map((one) => `assets/${one}`)]) {
      if (!/\.(html|css|js)$/.test(name)) continue;
      const text = await readFile(new URL(name, FOLDER), 'utf8');
      expect(text).not.toMatch(/@import|url\(\s*["']?(?:https?:)?\/\//);
      expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
      // Evaluated text is what the policy forbids.
      expect(text).not.toMatch(/\bnew Function\b|\beval\(/);
    }
  });
});
