import { Tensor } from 'onnxruntime-node';
import { createSession } from '../network/session.js';
import type { Condition } from '../picture.js';
import type { Windows } from './windows.js';

/** The network that estimates damage, loaded. */
export interface Estimator {
  /**
   * @param windows parts of one picture
   * @param tables compression by the file's own JPEG tables, 0..1; 0 without any
   * @returns what the network says, each 0..1
   */
  run(windows: Windows, tables: number): Promise<Condition>;
}

/**
 * Load the estimator's weights, on the CPU.
 *
 * @param threads that look at the windows together; they don't spin while there is nothing to do, for others work beside them
 */
export async function loadEstimator(weights: Uint8Array, threads = 1): Promise<Estimator> {
  const session = await createSession(weights, 'cpu', threads, {
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  return {
    async run({ count, height, width, planes }, tables) {
      const image = new Tensor('float32', planes, [count, 3, height, width]);
      const told = new Tensor('float32', Float32Array.of(tables), [1, 1]);
      const { condition } = await session.run({ image, tables: told });
      const [compression, noise, blur] = condition.data as Float32Array;
      return { compression, noise, blur };
    },
  };
}
