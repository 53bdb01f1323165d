import { HeroshotError } from '../errors.js';
import { FLOAT32, type Initializer, initializers } from './initializers.js';
import { readWeights, type Weights } from './registry.js';

/** Other weights of the same graph, and how much of them goes in. */
export interface Blend {
  weights: Weights;
  /** 0 (nothing) to 1 (nothing else). */
  share: number;
}

/** A file of weights, blended with another where that is asked for. Both are checked against the registry first. */
export async function readBlended(weights: Weights, blend: Blend | undefined, folder: string) {
  const bytes = await readWeights(weights, folder);
  return blend ? blended(bytes, await readWeights(blend.weights, folder), blend.share) : bytes;
}

/**
 * Two networks of the same graph, mixed in the space of their weights: w = (1 − share)·a + share·b. Networks of which one
 * was fine-tuned from the other stay good all the way between (Wang et al.: "Deep network interpolation for continuous
 * imagery effect transition", 2019).
 *
 * @param onnx ONNX file, whose graph the result has; `other` likewise
 * @returns a copy of the same size
 * @throws {HeroshotError} `model_mismatch` where the graphs differ
 */
export function blended(onnx: Uint8Array, other: Uint8Array, share: number): Uint8Array {
  const copy = Uint8Array.from(onnx);
  const [own, far] = [initializers(copy), initializers(other)];
  const byName = new Map(far.map((tensor) => [tensor.name, tensor]));
  if (byName.size !== own.length) throw differ(`${own.length} tensors against ${byName.size}`);
  for (const tensor of own) {
    const partner = byName.get(tensor.name);
    if (!partner || !sameShape(tensor, partner)) throw differ(tensor.name);
    if (tensor.dataType === FLOAT32) mix(tensor.rawData, partner.rawData, share);
    // Whole numbers are paddings and shapes: parts of the graph.
    else if (Buffer.compare(tensor.rawData, partner.rawData) !== 0) throw differ(tensor.name);
  }
  return copy;
}

const differ = (what: string) =>
  new HeroshotError('model_mismatch', `the weights to blend belong to different networks: ${what}`);

const sameShape = (a: Initializer, b: Initializer) =>
  a.dataType === b.dataType && a.dims.join() === b.dims.join();

function mix(into: Uint8Array, from: Uint8Array, share: number): void {
  // 0 · x would turn a negative zero around: at 0 nothing changes, byte for byte.
  if (share === 0) return;
  // Raw data lie at any byte of the file, so a Float32Array can't view them.
  const [a, b] = [into, from].map((raw) => new DataView(raw.buffer, raw.byteOffset, raw.byteLength));
  for (let at = 0; at < into.length; at += 4)
    a.setFloat32(at, (1 - share) * a.getFloat32(at, true) + share * b.getFloat32(at, true), true);
}
