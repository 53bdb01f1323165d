import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const packages = createRequire(import.meta.url);
const FOLDER = join(dirname(packages.resolve('ort-web/wasm')));

/** Of onnxruntime-web, its module and what that fetches; src/worker/runtime.ts tells which is for whom. */
const FILES = [
  'ort.wasm.min.mjs',
  'ort.jspi.min.mjs',
  'ort.webgpu.min.mjs',
  ...['', '.jspi', '.asyncify'].flatMap((kind) =>
    ['mjs', 'wasm'].map((extension) => `ort-wasm-simd-threaded${kind}.${extension}`),
  ),
];

export const runtimeVersion = (): string => packages(join(FOLDER, '..', 'package.json')).version;

const brotli = promisify(brotliCompress);

/** Pack a file, unless that was done before: the runtime's take half a minute. A half-written one never bears the name. */
async function pack(from: string, to: string, quality: number): Promise<void> {
  if (await stat(to).catch(() => undefined)) return;
  const bytes = await readFile(from);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  const packed = await brotli(bytes, {
    params: {
      [BROTLI_PARAM_QUALITY]: quality,
      [BROTLI_PARAM_LGWIN]: 24,
      [BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  const unfinished = `${to}.${process.pid}`;
  await writeFile(unfinished, packed);
  await rename(unfinished, to);
}

/**
 * Pack what was built, and the runtime, for serving: what lies there is compressed once, and the package is a sixth as large.
 *
 * @param built what Vite made; its files are replaced by packed ones
 */
export async function packAll(built: string, out: string): Promise<void> {
  const runtime = `runtime-${runtimeVersion()}`;
  const names = await readdir(built);
  for (const name of await readdir(out).catch(() => []))
    if (name !== runtime && !names.includes(name.replace(/\.br$/, '')))
      await rm(join(out, name), { recursive: true });
  await mkdir(join(out, runtime), { recursive: true });
  await Promise.all([
    ...names.map(async (name) => {
      const to = join(out, `${name}.br`);
      // Only a name with a hash says that nothing changed.
      if (name === 'hero-img.js') await rm(to, { force: true });
      await pack(join(built, name), to, 11);
    }),
    ...FILES.map((name) => pack(join(FOLDER, name), join(out, runtime, `${name}.br`), 9)),
  ]);
}
