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
 */
export async function openNetwork(weights: Uint8Array, threads: number): Promise<Enlarge> {
  const session = await createSession(weights, 'cpu', threads);
  const names = session.inputNames;
  const image = names.find((name) => name !== 'condition') ?? names[0];
  return async ({ picture, condition: { compression, noise, blur } }) => {
    const feeds: Record<string, Tensor> = { [image]: planes(picture) };
    if (names.includes('condition'))
      feeds.condition = new Tensor('float32', Float32Array.of(compression, noise, blur), [1, 3]);
    const result = (await session.run(feeds))[session.outputNames[0]];
    const [, , tall, wide] = result.dims;
    return toPicture(result.data as Float32Array, tall, wide);
  };
}
