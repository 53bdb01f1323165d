import './no-telemetry.js';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Condition } from '../picture.js';

/** Where the network runs. `auto` is the CPU until a faster device has proved itself. */
export type Device = 'auto' | 'cpu' | 'webgpu' | 'cuda';

/** A loaded network. */
export interface Network {
  /** Where it really runs. */
  device: 'cpu' | 'webgpu' | 'cuda';
  /** Why it does not run where it was asked to, in a plain sentence. */
  fallback?: string;
  /**
   * @param planes `[1, 3, height, width]`, 0..1
   * @param result filled with `[1, 3, scale·height, scale·width]`, not clamped
   */
  run(
    planes: Float32Array,
    height: number,
    width: number,
    condition: Condition,
    result: Float32Array,
    scale: number,
  ): Promise<void>;
}

/** What the fallback says of a device that would not start. */
function reason(device: string, error: unknown): string {
  const line = String((error as Error).message ?? error).split('\n')[0];
  return `${device} is not available here (${line.slice(0, 160)}); the CPU is used`;
}

/**
 * Load weights on a device; where it can't be had, on the CPU, with the reason in `fallback`.
 *
 * @param threads threads of one inference; the pool gives each tile one thread and runs several tiles
 */
export async function loadNetwork(weights: Uint8Array, device: Device, threads = 1): Promise<Network> {
  const options: InferenceSession.SessionOptions = {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Tiles come in a few sizes; a remembered memory plan per size would only grow.
    enableMemPattern: false,
    logSeverityLevel: 4,
  };
  const wanted = device === 'auto' ? 'cpu' : device;
  let actual = wanted;
  let fallback: string | undefined;
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(weights, { ...options, executionProviders: [wanted] });
  } catch (error) {
    if (wanted === 'cpu') throw error;
    fallback = reason(wanted, error);
    actual = 'cpu';
    session = await InferenceSession.create(weights, { ...options, executionProviders: ['cpu'] });
  }
  return {
    device: actual,
    ...(fallback ? { fallback } : {}),
    async run(planes, height, width, { compression, noise, blur }, result, scale) {
      const image = new Tensor('float32', planes, [1, 3, height, width]);
      const condition = new Tensor('float32', Float32Array.of(compression, noise, blur), [1, 3]);
      // Results land in the caller's buffer: fresh ones would wait for a garbage collector that does not feel them.
      const output = new Tensor('float32', result, [1, 3, height * scale, width * scale]);
      await session.run({ image, condition }, { output });
    },
  };
}
