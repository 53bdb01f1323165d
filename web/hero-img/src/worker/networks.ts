import type { InferenceSession } from 'onnxruntime-common';
import weightsUrl from '../../../../models/edge-x2.onnx?url';
import estimatorUrl from '../../../../models/estimate.onnx?url';
import type { Estimator } from '../../../../src/engine/condition/estimator.js';
import type { Ask, Device, Measured } from '../messages.js';
import { checkAgainst, paceOf, type Runs } from './pace.js';
import { hasGpu, loadRuntime, type Runtime, threads } from './runtime.js';

/** Enlargement of the network. */
export const SCALE = 2;

/** Loaded networks on a device whose speed is known. */
export interface Networks {
  network: Runs;
  /** Loaded when it is first needed. */
  estimator(): Promise<Estimator>;
  measured: Measured;
}

/**
 * Load the networks where they run best: WebGPU where there is a graphics processor whose results are right, else WebAssembly.
 *
 * @throws {NotHere}, and whatever fetching and compiling throw
 */
export async function loadNetworks({ device, fromCacheOnly }: Ask): Promise<Networks> {
  if (device !== 'wasm' && (await hasGpu(device === 'webgpu'))) {
    try {
      return await loadOn('webgpu', fromCacheOnly);
    } catch (error) {
      if (device === 'webgpu') throw error;
    }
  }
  return loadOn('wasm', fromCacheOnly);
}

async function loadOn(device: Device, fromCacheOnly: boolean): Promise<Networks> {
  // Both at once: neither is worth anything without the other.
  const [runtime, weights] = await Promise.all([
    loadRuntime(device, fromCacheOnly),
    fetched(weightsUrl, BUILD.weights),
  ]);
  const networkFor = async (provider: Device) =>
    networkOn(runtime, await createSession(runtime, weights, provider));
  const network = await networkFor(device);
  if (device === 'webgpu') await checkAgainst(await networkFor('wasm'), network, SCALE);
  const pace = await paceOf(network, SCALE);
  let estimator: Promise<Estimator> | undefined;
  return {
    network,
    measured: { pace, device, threads: device === 'wasm' ? threads() : 1 },
    estimator() {
      estimator ??= loadEstimator(runtime);
      estimator.catch(() => {
        estimator = undefined;
      });
      return estimator;
    },
  };
}

/** @throws where the bytes are not those that the registry names */
async function fetched(url: string, integrity: string): Promise<Uint8Array> {
  const answer = await fetch(url, { integrity });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** In onnxruntime-web 1.30 the other layout, its default, gives wrong pixels (docs/decisions/0026). */
const WEBGPU = { name: 'webgpu', preferredLayout: 'NCHW' } as const;

function createSession(runtime: Runtime, weights: Uint8Array, device: Device): Promise<InferenceSession> {
  return runtime.InferenceSession.create(weights, {
    executionProviders: [device === 'webgpu' ? WEBGPU : device],
    graphOptimizationLevel: 'all',
    enableMemPattern: false,
    logSeverityLevel: 4,
  });
}

function networkOn({ Tensor }: Runtime, session: InferenceSession): Runs {
  return {
    async run(planes, height, width, { compression, noise, blur }, result) {
      const image = new Tensor('float32', planes, [1, 3, height, width]);
      const condition = new Tensor('float32', Float32Array.of(compression, noise, blur), [1, 3]);
      const { output } = await session.run({ image, condition });
      result.set((await output.getData()) as Float32Array);
      output.dispose();
    },
  };
}

/** The estimator is a sixteenth of the work, and of operations that WebGPU has no kernels for. */
async function loadEstimator(runtime: Runtime): Promise<Estimator> {
  const weights = await fetched(estimatorUrl, BUILD.estimator);
  const session = await createSession(runtime, weights, 'wasm');
  return {
    async run({ count, height, width, planes }, tables) {
      const image = new runtime.Tensor('float32', planes, [count, 3, height, width]);
      const told = new runtime.Tensor('float32', Float32Array.of(tables), [1, 1]);
      const { condition } = await session.run({ image, tables: told });
      const [compression, noise, blur] = condition.data as Float32Array;
      return { compression, noise, blur };
    },
  };
}
