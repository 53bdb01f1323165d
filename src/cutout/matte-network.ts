import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { createSession } from '../engine/network/session.js';
import { asIsNet, type Layout, layoutOf, type Signature, unusable } from './layout.js';
import { matteWeights } from './weights.js';

/** A loaded matte network. */
export interface MatteNetwork {
  /** Side of its square input and output in pixels. */
  readonly side: number;
  /**
   * @param pixels `[side, side, 3]`, 0..255
   * @returns `[side, side]`, how surely each pixel is subject, 0..1
   * @throws {HeroshotError} `matte_model_unusable` where a user's network gives something else
   */
  run(pixels: Uint8Array): Promise<Float32Array>;
}

const loaded = new Map<string, Promise<MatteNetwork>>();

/** The matte network of this thread: U²-Netp, or a user's file; loaded once. */
export function matteNetwork(file?: string): Promise<MatteNetwork> {
  const key = file ?? '';
  const before = loaded.get(key);
  if (before) return before;
  const network = load(file);
  // A failed load must not be remembered: the file may be repaired.
  network.catch(() => loaded.delete(key));
  loaded.set(key, network);
  return network;
}

async function load(file?: string): Promise<MatteNetwork> {
  const bytes = await matteWeights(file);
  const name = file ?? 'U²-Netp';
  const session = await createSession(bytes).catch((cause: unknown) => {
    throw unusable(name, 'it is not an ONNX network that runs here', cause);
  });
  let layout = layoutOf(signature(session), name);
  return {
    side: layout.side,
    async run(pixels) {
      const result = await infer(session, layout, pixels, name);
      if (layout.result !== 'unknown') return layout.result === 'logit' ? result.map(sigmoid) : result;
      if (outOfRange(result)) {
        layout = { ...layout, result: 'logit' };
        return result.map(sigmoid);
      }
      layout = asIsNet(layout);
      return infer(session, layout, pixels, name);
    },
  };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

const outOfRange = (values: Float32Array) => values.some((value) => value < -1e-3 || value > 1 + 1e-3);

function signature({ inputMetadata, outputMetadata }: InferenceSession): Signature {
  const sides = (one: InferenceSession.ValueMetadata) =>
    one.isTensor && one.type === 'float32' ? one.shape : undefined;
  return { inputs: inputMetadata.map(sides), outputs: outputMetadata.map(sides) };
}

async function infer(
  session: InferenceSession,
  layout: Layout,
  pixels: Uint8Array,
  name: string,
): Promise<Float32Array> {
  const { side } = layout;
  const image = new Tensor('float32', planes(layout, pixels), [1, 3, side, side]);
  const [wanted] = session.outputNames;
  const results = await session
    .run({ [session.inputNames[0]]: image }, [wanted])
    .catch((cause: unknown) => Promise.reject(unusable(name, 'it fails at work', cause)));
  const data = results[wanted].data;
  if (!(data instanceof Float32Array) || data.length !== side * side || !data.every(Number.isFinite))
    throw unusable(name, `its result is not a map of ${side}×${side} numbers`);
  return data;
}

/** `[side, side, 3]` samples as the network's `[1, 3, side, side]`. */
function planes({ side, mean, deviation, stretch }: Layout, pixels: Uint8Array): Float32Array {
  const area = side * side;
  const out = new Float32Array(3 * area);
  const top = stretch
    ? Math.max(
        1,
        pixels.reduce((a, b) => Math.max(a, b), 0),
      )
    : 255;
  for (let c = 0; c < 3; c++) {
    const [gain, offset] = [1 / (top * deviation[c]), mean[c] / deviation[c]];
    for (let i = 0, s = c; i < area; i++, s += 3) out[c * area + i] = pixels[s] * gain - offset;
  }
  return out;
}
