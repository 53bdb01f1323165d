import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.json': 'application/json',
};

const TEXT = new Set(['.html', '.js', '.css', '.svg', '.json']);

/** How a file may travel. */
export type Coding = 'br' | 'gzip' | 'identity';

/** A file of the built page, in memory. */
export interface BuiltFile {
  /** Its address, such as `/assets/index-B7x.js`. */
  path: string;
  type: string;
  etag: string;
  /** Its name changes with its content. */
  hashed: boolean;
  /** Whether it is worth compressing. */
  text: boolean;
  /** Its bytes in a coding; compressed once, when first asked for. */
  in(coding: Coding): Promise<Buffer>;
}

const PACKERS = { br: promisify(brotliCompress), gzip: promisify(gzip) } as const;

/**
 * Every file of the built page by its address. Only what was there is ever served, so no address can lead out of the folder.
 *
 * @param folder what Vite made
 * @returns empty where the page was not built
 */
export async function builtFiles(folder: string): Promise<Map<string, BuiltFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const found = new Map<string, BuiltFile>();
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || !type) continue;
    const path = `/${relative(folder, file).split(sep).join('/')}`;
    found.set(path, builtFile(path, type, await readFile(file)));
  }
  return found;
}

function builtFile(path: string, type: string, bytes: Buffer): BuiltFile {
  const packed = new Map<Coding, Promise<Buffer>>([['identity', Promise.resolve(bytes)]]);
  return {
    path,
    type,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    hashed: path.startsWith('/assets/'),
    text: TEXT.has(extname(path)),
    in(coding) {
      const known = packed.get(coding) ?? PACKERS[coding as 'br' | 'gzip'](bytes);
      packed.set(coding, known);
      return known;
    },
  };
}
