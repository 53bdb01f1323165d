import type * as Ort from 'onnxruntime-common';
import type { Device } from '../messages.js';

/** What onnxruntime-web's modules export, and where they are told to find their parts. */
export type Runtime = typeof Ort;

/** Files of a build of onnxruntime-web: its module, and the two parts that it fetches. */
const BUILDS = {
  wasm: ['ort.wasm.min.mjs', 'ort-wasm-simd-threaded'],
  /** WebGPU where WebAssembly can wait for promises: a third smaller than the other. */
  jspi: ['ort.jspi.min.mjs', 'ort-wasm-simd-threaded.jspi'],
  asyncify: ['ort.webgpu.min.mjs', 'ort-wasm-simd-threaded.asyncify'],
} as const;

/** A runtime that is not here, on a connection that must not fetch it. */
export class NotHere extends Error {}

const at = (file: string) => new URL(`runtime-${BUILD.runtime}/${file}`, self.location.href).href;

function buildFor(device: Device): keyof typeof BUILDS {
  if (device === 'wasm') return 'wasm';
  return 'Suspending' in WebAssembly ? 'jspi' : 'asyncify';
}

/** Threads for WebAssembly: they need a page that is isolated from other origins; one processor is left to the page. */
export function threads(): number {
  if (!self.crossOriginIsolated) return 1;
  const cores = navigator.hardwareConcurrency || 1;
  return cores <= 2 ? cores : Math.min(4, cores - 1);
}

/**
 * Load onnxruntime-web, from the component's own folder.
 *
 * @param fromCacheOnly only where the browser has it already
 * @throws {NotHere}
 */
export async function loadRuntime(device: Device, fromCacheOnly: boolean): Promise<Runtime> {
  const [module, parts] = BUILDS[buildFor(device)];
  if (fromCacheOnly && !(await isCached(at(`${parts}.wasm`)))) throw new NotHere();
  const runtime = (await import(/* @vite-ignore */ at(module))) as Runtime;
  const { env } = runtime;
  env.logLevel = 'fatal';
  env.wasm.wasmPaths = { mjs: at(`${parts}.mjs`), wasm: at(`${parts}.wasm`) };
  env.wasm.numThreads = threads();
  return runtime;
}

async function isCached(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { cache: 'only-if-cached', mode: 'same-origin' });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

interface Gpu {
  requestAdapter(): Promise<{ isFallbackAdapter?: boolean; info?: { isFallbackAdapter?: boolean } } | null>;
}

/** Whether there is a graphics processor behind WebGPU; an imitation in software is slower than WebAssembly. */
export async function hasGpu(evenInSoftware: boolean): Promise<boolean> {
  try {
    const adapter = await (navigator as { gpu?: Gpu }).gpu?.requestAdapter();
    if (!adapter) return false;
    return evenInSoftware || !(adapter.info?.isFallbackAdapter ?? adapter.isFallbackAdapter);
  } catch {
    return false;
  }
}
