import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RgbPicture } from '../../reduce-bicubic.js';
import type { Enlarge, Method } from '../method.js';
import { WrongUsage } from '../wrong-usage.js';

/** The package of this folder in the sources, seen from where the compiled bench lies. */
const PACKAGE = new URL('../../../../bench/quality/upscaler/package.json', import.meta.url);

/** The little of TensorFlow.js and UpscalerJS that is used; their types would need the packages to be installed. */
interface Tensor {
  shape: [height: number, width: number, channels: number];
  data(): Promise<Float32Array>;
  dispose(): void;
}
interface TensorFlow {
  setBackend(name: string): Promise<boolean>;
  tensor3d(values: Int32Array, shape: number[], dtype: 'int32'): Tensor;
  io: { registerLoadRouter(router: (url: unknown) => { load(): Promise<unknown> } | null): void };
}
interface Manifest {
  modelTopology: unknown;
  format: string;
  weightsManifest: { paths: string[]; weights: unknown[] }[];
}
interface Upscaler {
  upscale(
    image: Tensor,
    options: { output: 'tensor'; patchSize?: number; padding?: number },
  ): Promise<Tensor>;
}

/** Read a model from files, which only TensorFlow's native package does by itself. */
async function loadFiles(url: string): Promise<unknown> {
  const path = fileURLToPath(url);
  const { modelTopology, format, weightsManifest } = JSON.parse(await readFile(path, 'utf8')) as Manifest;
  const files = weightsManifest.flatMap(({ paths }) => paths.map((file) => join(dirname(path), file)));
  const bytes = Uint8Array.from(Buffer.concat(await Promise.all(files.map((file) => readFile(file)))));
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  return { modelTopology, format, weightSpecs, weightData: bytes.buffer };
}

/** Side of the patches for pictures that the WebAssembly memory does not hold in one piece, and their overlap. */
const PATCHES = { patchSize: 128, padding: 8 };
const ONE_PIECE = 320 * 320;

const require = createRequire(PACKAGE);

async function startTensorFlow(): Promise<TensorFlow> {
  const tf = require('@tensorflow/tfjs-node') as TensorFlow;
  const wasm = require('@tensorflow/tfjs-backend-wasm') as { setWasmPaths(folder: string): void };
  wasm.setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/'));
  if (!(await tf.setBackend('wasm'))) throw new Error('the wasm backend of TensorFlow.js does not start');
  tf.io.registerLoadRouter((url) =>
    typeof url === 'string' && url.startsWith('file:') ? { load: () => loadFiles(url) } : null,
  );
  return tf;
}

let started: Promise<TensorFlow> | undefined;

async function open(model: string): Promise<Enlarge> {
  // Two starts at a time would make the first fail.
  started ??= startTensorFlow();
  const tf = await started;
  const Upscaler = require('upscaler/node') as new (options: { model: unknown }) => Upscaler;
  const definition = require(`@upscalerjs/${model}/4x`) as { default?: unknown };
  const upscaler = new Upscaler({ model: definition.default ?? definition });
  return async ({ picture: { width, height, data } }): Promise<RgbPicture> => {
    const input = tf.tensor3d(Int32Array.from(data), [height, width, 3], 'int32');
    const patches = width * height > ONE_PIECE ? PATCHES : {};
    const output = await upscaler.upscale(input, { output: 'tensor', ...patches });
    const [tall, wide] = output.shape;
    const pixels = Uint8ClampedArray.from(await output.data());
    input.dispose();
    output.dispose();
    return { width: wide, height: tall, data: new Uint8Array(pixels.buffer) };
  };
}

/**
 * UpscalerJS as a TypeScript user runs it without a compiler: TensorFlow.js in WebAssembly, one thread. It lives in a
 * package of its own, for its runtime is larger than everything else here together.
 */
export function upscalerMethods(scale: number): Method[] {
  if (!existsSync(new URL('node_modules/upscaler', PACKAGE)))
    throw new WrongUsage('UpscalerJS is not installed; run: npm ci --prefix bench/quality/upscaler');
  if (scale !== 4) return [];
  return ['esrgan-slim', 'esrgan-medium'].map((model) => ({
    name: `upscaler ${model}`,
    family: 'package',
    open: () => open(model),
  }));
}
