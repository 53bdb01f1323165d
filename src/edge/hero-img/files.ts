import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  wasm: 'application/wasm',
  onnx: 'application/octet-stream',
};

/** A file of the component, packed by Brotli where it lies. */
export interface PackedFile {
  path: string;
  type: string;
  etag: string;
  /** Its address changes with its content. */
  lasting: boolean;
}

/** The one address that stays: what a page names. */
export const ENTRY = 'hero-img.js';

/** What was built: beside this module, which in tests is the source's. */
const FOLDER = fileURLToPath(
  new URL('./public/', import.meta.url.replace(/\/src\/(?=edge\/hero-img\/)/, '/dist/')),
);

/**
 * The component's files by their addresses below `/hero-img/v1/`. Only what was there is ever served, so that no address leads out of
 * the folder.
 *
 * @param folder what was built; empty where it was not
 */
export async function packedFiles(folder = FOLDER): Promise<Map<string, PackedFile>> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const found = new Map<string, PackedFile>();
  for (const name of names) {
    const [, address, extension] = /^(.*\.(\w+))\.br$/.exec(name.replaceAll('\\', '/')) ?? [];
    const type = TYPES[extension];
    if (!type) continue;
    const path = join(folder, name);
    const digest = createHash('sha256')
      .update(await readFile(path))
      .digest('base64url');
    found.set(address, { path, type, etag: `"${digest.slice(0, 22)}"`, lasting: address !== ENTRY });
  }
  return found;
}
