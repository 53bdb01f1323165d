import { HeroshotError } from '../engine/errors.js';

/** How a matte network wants its picture and tells its result. */
export interface Layout {
  name: 'u2net' | 'isnet' | 'birefnet';
  /** Side of its square input in pixels. */
  side: number;
  /** Per channel: (value / top − mean) / deviation. */
  mean: readonly number[];
  deviation: readonly number[];
  /** Whether `top` is the picture's brightest sample (U²-Net's own preprocessing), or 255. */
  stretch: boolean;
  /** What the output holds: 0..1, logits, or whichever the first result shows. */
  result: 'probability' | 'logit' | 'unknown';
}

const IMAGENET = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] };
const CENTRED = { mean: [0.5, 0.5, 0.5], deviation: [1, 1, 1] };

/** Inputs and outputs of an ONNX file: float tensors with their sides; a name stands for a free side. */
export interface Signature {
  inputs: readonly (readonly (number | string)[] | undefined)[];
  outputs: readonly (readonly (number | string)[] | undefined)[];
}

/** Sides that a free one may have: what IS-Net and BiRefNet were trained with. */
const USUAL_SIDE = 1024;

/**
 * Which of the known kinds of matte network a file is, by its shapes: U²-Net takes 320×320; IS-Net takes 1024×1024 and gives its side
 * outputs too; BiRefNet gives one map of logits. One map at 1024 may be either, and its first result tells (RMBG-1.4 and
 * trimmed exports of IS-Net give one map of probabilities).
 *
 * @throws {HeroshotError} `matte_model_unusable`
 */
export function layoutOf({ inputs, outputs }: Signature, file: string): Layout {
  const input = inputs[0];
  if (inputs.length !== 1 || input?.length !== 4)
    throw unusable(file, 'it must have one float32 input [1, 3, side, side]');
  const [batch, channels, height, width] = input;
  const side = typeof height === 'number' && height > 0 ? height : USUAL_SIDE;
  const square = typeof width !== 'number' || width <= 0 || width === side;
  if (channels !== 3 || !square || (typeof batch === 'number' && batch > 1) || side < 64 || side > 2048)
    throw unusable(file, `its input is [${input.join(', ')}], not [1, 3, side, side]`);
  if (!isMap(outputs[0], side))
    throw unusable(file, `its first output is [${outputs[0]?.join(', ')}], not [1, 1, ${side}, ${side}]`);
  if (side === 320) return { name: 'u2net', side, ...IMAGENET, stretch: true, result: 'probability' };
  if (outputs.length > 1) return { name: 'isnet', side, ...CENTRED, stretch: false, result: 'probability' };
  return { name: 'birefnet', side, ...IMAGENET, stretch: false, result: 'unknown' };
}

/** The layout of a one-map network whose first result lies in 0..1: it has its own sigmoid, as IS-Net. */
export function asIsNet(layout: Layout): Layout {
  return { ...layout, name: 'isnet', ...CENTRED, result: 'probability' };
}

/** An output without known sides is taken at its word; the result's length is checked when it comes. */
function isMap(sides: readonly (number | string)[] | undefined, side: number): boolean {
  if (!sides || sides.length < 2) return false;
  const fits = (value: number | string, wanted: number) =>
    typeof value === 'string' || value < 1 || value === wanted;
  const [height, width] = sides.slice(-2);
  return fits(height, side) && fits(width, side) && sides.slice(0, -2).every((value) => fits(value, 1));
}

/** A `matte_model_unusable` error that names the file and the reason. */
export function unusable(file: string, reason: string, cause?: unknown): HeroshotError {
  return new HeroshotError('matte_model_unusable', `the matte model ${file} cannot be used: ${reason}`, {
    cause,
  });
}
