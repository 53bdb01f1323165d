import './no-telemetry.js';
import { env, InferenceSession, Tensor } from 'onnxruntime-node';
import type { Condition } from '../picture.js';
import { brokeDown, notStarted, type Place, plainReason } from './device.js';

// What goes wrong comes to us as an error; onnxruntime would also print it to the user's terminal.
env.logLevel = 'fatal';

/** Weights on one device. */
export interface Session {
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
  /** Give its memory back; it can't run afterwards. */
  release(): Promise<void>;
}

/** A loaded network. */
export interface Network extends Session {
  /** Where it really runs. */
  readonly device: Place;
  /** Why it does not run where it was asked to, in plain sentences. */
  readonly fallback: string | undefined;
}

/** The other layout, its default, gives wrong pixels in onnxruntime-web 1.30 (docs/decisions/0026), and the provider is the same. */
const WEBGPU = { name: 'webgpu', preferredLayout: 'NCHW' } as const;

/** An onnxruntime session as all of heroshot's networks run in, on exactly this device; rejects where it can't be had. */
export function createSession(
  weights: Uint8Array,
  device: Place = 'cpu',
  threads = 1,
  more: InferenceSession.SessionOptions = {},
): Promise<InferenceSession> {
  return InferenceSession.create(weights, {
    executionProviders: [device === 'webgpu' ? WEBGPU : device],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Pictures come in many sizes; a remembered memory plan per size would only grow.
    enableMemPattern: false,
    logSeverityLevel: 4,
    ...more,
  });
}

/** Load weights on exactly this device; rejects where it can't be had. */
export async function openSession(weights: Uint8Array, device: Place, threads = 1): Promise<Session> {
  const session = await createSession(weights, device, threads);
  return {
    async run(planes, height, width, { compression, noise, blur }, result, scale) {
      const image = new Tensor('float32', planes, [1, 3, height, width]);
      const condition = new Tensor('float32', Float32Array.of(compression, noise, blur), [1, 3]);
      // Results land in the caller's buffer: fresh ones would wait for a garbage collector that does not feel them.
      const output = new Tensor('float32', result, [1, 3, height * scale, width * scale]);
      await session.run({ image, condition }, { output });
    },
    release: () => session.release(),
  };
}

/**
 * Load weights on a device. Where it can't be had, or fails at work, the CPU takes over, with the reason in `fallback`:
 * no picture is lost to a driver.
 *
 * @param threads threads of one inference; the pool gives each tile one thread and runs several tiles
 */
export async function loadNetwork(
  weights: Uint8Array,
  wanted: Place,
  threads = 1,
  open: typeof openSession = openSession,
): Promise<Network> {
  if (wanted === 'cpu') {
    const session = await open(weights, 'cpu', threads);
    return { ...session, device: 'cpu', fallback: undefined };
  }
  let fallback: string | undefined;
  let session = await open(weights, wanted, threads).catch((error: unknown) => {
    fallback = notStarted(wanted, plainReason(error));
    return open(weights, 'cpu', threads);
  });
  return {
    get device() {
      return fallback ? 'cpu' : wanted;
    },
    get fallback() {
      return fallback;
    },
    async run(...tile) {
      if (fallback) return session.run(...tile);
      try {
        await session.run(...tile);
      } catch (error) {
        const broken = session;
        session = await open(weights, 'cpu', threads);
        fallback = brokeDown(wanted, error);
        await broken.release().catch(() => {});
        await session.run(...tile);
      }
    },
    release: () => session.release(),
  };
}
