import { Tensor } from 'onnxruntime-node';
import { createSession } from '#heroshot/engine/network/session.js';
import { convolutionChain } from './onnx-writer.js';

const LAYERS = 12;
const CHANNELS = 64;
const SIDE = 256;

/**
 * What this machine reaches at best in float32 convolutions with so many threads, in GFLOP/s (a multiplication and an
 * addition count as two): the fastest of several runs of plain 3×3 convolutions of 64 channels on 256×256 samples.
 */
export async function convolutionPeak(threads: number, runs = 8): Promise<number> {
  const session = await createSession(convolutionChain(LAYERS, CHANNELS), 'cpu', threads, {
    enableMemPattern: true,
  });
  const size = CHANNELS * SIDE * SIDE;
  const input = new Tensor('float32', new Float32Array(size).fill(0.5), [1, CHANNELS, SIDE, SIDE]);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= runs; i++) {
    const start = performance.now();
    await session.run({ input });
    best = Math.min(best, performance.now() - start);
  }
  await session.release();
  return (2 * 9 * CHANNELS * size * LAYERS) / (best * 1e6);
}
