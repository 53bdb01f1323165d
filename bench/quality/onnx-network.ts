import { Tensor } from 'onnxruntime-node';
import { createSession } from '#heroshot/engine/network/session.js';
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

/** 0..1 planes `[1, 3, H, W]` reduced by exact averages of ratio×ratio clamped samples. */
function averaged(data: Float32Array, tall: number, wide: number, ratio: number): Float32Array {
  const width = wide / ratio;
  const out = new Float32Array(data.length / ratio ** 2);
  for (let i = 0; i < data.length; i++) {
    const row = Math.floor(i / wide);
    const plane = Math.floor(row / tall);
    const y = Math.floor((row % tall) / ratio) + (plane * tall) / ratio;
    out[y * width + Math.floor((i % wide) / ratio)] += Math.min(Math.max(data[i], 0), 1) / ratio ** 2;
  }
  return out;
}

/** 8-bit picture of 0..1 planes `[1, 3, height, width]`, clamped. */
function toPicture(data: Float32Array, height: number, width: number): RgbPicture {
  const size = width * height;
  const out = new Uint8ClampedArray(3 * size);
  for (let i = 0, at = 0; i < size; i++) {
    out[at++] = data[i] * 255;
    out[at++] = data[i + size] * 255;
    out[at++] = data[i + 2 * size] * 255;
  }
  return { width, height, data: new Uint8Array(out.buffer) };
}

/**
 * A bare network on the whole picture at once, without tiles and guard. The picture is its first input, 0..1 RGB; an
 * input called `condition` is told the true damage.
 *
 * @param ratio enlargement of the network over the one that is asked, a whole number
 */
export async function openNetwork(weights: Uint8Array, threads: number, ratio = 1): Promise<Enlarge> {
  const session = await createSession(weights, 'cpu', threads);
  const names = session.inputNames;
  const image = names.find((name) => name !== 'condition') ?? names[0];
  return async ({ picture, condition: { compression, noise, blur } }) => {
    const feeds: Record<string, Tensor> = { [image]: planes(picture) };
    if (names.includes('condition'))
      feeds.condition = new Tensor('float32', Float32Array.of(compression, noise, blur), [1, 3]);
    const result = (await session.run(feeds))[session.outputNames[0]];
    const [, , tall, wide] = result.dims;
    const data = result.data as Float32Array;
    return ratio === 1
      ? toPicture(data, tall, wide)
      : toPicture(averaged(data, tall, wide, ratio), tall / ratio, wide / ratio);
  };
}
