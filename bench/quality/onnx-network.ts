import '#heroshot/engine/network/no-telemetry.js';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { RgbPicture } from '../reduce-bicubic.js';
import type { Enlarge } from './method.js';

/** `[1, 3, H, W]` of 0..1. */
function planes({ width, height, data }: RgbPicture): Tensor {
  const size = width * height;
  const out = new Float32Array(3 * size);
  for (let i = 0, s = 0; i < size; i++) {
    out[i] = data[s++] / 255;
    out[i + size] = data[s++] / 255;
    out[i + 2 * size] = data[s++] / 255;
  }
  return new Tensor('float32', out, [1, 3, height, width]);
}

/** 8-bit picture of `[1, 3, H, W]`, clamped, then reduced by exact averages of ratio×ratio samples. */
function toPicture(
  { dims, data }: { dims: readonly number[]; data: Float32Array },
  ratio: number,
): RgbPicture {
  const [, , tall, wide] = dims;
  const [width, height] = [wide / ratio, tall / ratio];
  const out = new Uint8ClampedArray(width * height * 3);
  for (let c = 0; c < 3; c++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let k = 0; k < ratio * ratio; k++) {
          const at = (c * tall + y * ratio + Math.floor(k / ratio)) * wide + x * ratio + (k % ratio);
          sum += Math.min(Math.max(data[at], 0), 1);
        }
        out[(y * width + x) * 3 + c] = (sum / (ratio * ratio)) * 255;
      }
  return { width, height, data: new Uint8Array(out.buffer) };
}

/** An inference session on the processor with so many threads. */
export const openSession = (
  weights: Uint8Array,
  threads: number,
  more: InferenceSession.SessionOptions = {},
) =>
  InferenceSession.create(weights, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Pictures come in many sizes; a remembered memory plan per size would only grow.
    enableMemPattern: false,
    logSeverityLevel: 4,
    ...more,
  });

/**
 * A bare network on the whole picture at once, without tiles and guard. The picture is its first input, 0..1 RGB; an
 * input called `condition` is told the true damage.
 *
 * @param ratio enlargement of the network over the one that is asked, a whole number
 */
export async function openNetwork(weights: Uint8Array, threads: number, ratio = 1): Promise<Enlarge> {
  const session = await openSession(weights, threads);
  const names = session.inputNames;
  const image = names.find((name) => name !== 'condition') ?? names[0];
  return async ({ picture, condition: { compression, noise, blur } }) => {
    const feeds: Record<string, Tensor> = { [image]: planes(picture) };
    if (names.includes('condition'))
      feeds.condition = new Tensor('float32', Float32Array.of(compression, noise, blur), [1, 3]);
    const result = (await session.run(feeds))[session.outputNames[0]];
    return toPicture(result as unknown as { dims: readonly number[]; data: Float32Array }, ratio);
  };
}
