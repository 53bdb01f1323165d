import { HeroshotError } from '../errors.js';

/** An initializer of an ONNX graph: a constant tensor by name. */
export interface Initializer {
  name: string;
  /** ONNX `TensorProto.DataType`: 1 is float32, 7 is int64. */
  dataType: number;
  dims: number[];
  /** Its values as stored, little-endian; a view on the file, so that writing here changes the file. */
  rawData: Uint8Array;
}

/** `TensorProto.DataType.FLOAT`. */
export const FLOAT32 = 1;

interface Field {
  number: number;
  value: number;
  /** Of length-delimited fields: where the content lies. */
  from: number;
  to: number;
}

const broken = (why: string) => new HeroshotError('model_mismatch', `the weights are no ONNX file: ${why}`);

/** A number of the base-128 encoding that starts at a byte, and where it ends. */
function varint(bytes: Uint8Array, at: number, to: number): [value: number, next: number] {
  let value = 0;
  for (let scale = 1; at < to && scale < 2 ** 70; scale *= 128) {
    const byte = bytes[at++];
    value += (byte & 127) * scale;
    if (byte < 128) return [value, at];
  }
  throw broken(`a number at byte ${at} does not end`);
}

/** Walk the fields of one protobuf message (https://protobuf.dev/programming-guides/encoding/). */
function* fields(bytes: Uint8Array, from: number, to: number): Generator<Field> {
  let at = from;
  while (at < to) {
    const [key, afterKey] = varint(bytes, at, to);
    const [number, wire] = [Math.floor(key / 8), key % 8];
    if (wire === 0) {
      const [value, next] = varint(bytes, afterKey, to);
      yield { number, value, from: next, to: next };
      at = next;
      continue;
    }
    const fixed = { 1: 8, 5: 4 }[wire];
    if (wire !== 2 && !fixed) throw broken(`wire type ${wire} at byte ${at}`);
    const [length, start] = fixed ? [fixed, afterKey] : varint(bytes, afterKey, to);
    if (start + length > to) throw broken(`a field at byte ${at} reaches beyond its message`);
    yield { number, value: length, from: start, to: start + length };
    at = start + length;
  }
}

/** Whole numbers one after another, as packed fields hold them. */
function packed(bytes: Uint8Array, from: number, to: number): number[] {
  const values: number[] = [];
  for (let at = from; at < to; ) {
    const [value, next] = varint(bytes, at, to);
    values.push(value);
    at = next;
  }
  return values;
}

/** `TensorProto`: dims (1), data_type (2), name (8), raw_data (9). */
function readTensor(bytes: Uint8Array, { from, to }: Field): Initializer {
  const tensor: Initializer = { name: '', dataType: 0, dims: [], rawData: new Uint8Array() };
  for (const field of fields(bytes, from, to)) {
    const single = field.from === field.to;
    if (field.number === 1 && single) tensor.dims.push(field.value);
    else if (field.number === 1) tensor.dims.push(...packed(bytes, field.from, field.to));
    else if (field.number === 2) tensor.dataType = field.value;
    else if (field.number === 8) tensor.name = Buffer.from(bytes.subarray(field.from, field.to)).toString();
    else if (field.number === 9) tensor.rawData = bytes.subarray(field.from, field.to);
  }
  const length = tensor.dims.reduce((product, side) => product * side, 4);
  if (tensor.dataType === FLOAT32 && tensor.rawData.length !== length)
    throw broken(`${tensor.name} holds ${tensor.rawData.length} bytes in place of ${length}`);
  return tensor;
}

/**
 * The initializers of an ONNX file: `ModelProto.graph` (7), `GraphProto.initializer` (5), as onnx.proto numbers them
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). Floats must be raw and inside the file.
 *
 * @throws {HeroshotError} `model_mismatch` where the bytes are something else
 */
export function initializers(onnx: Uint8Array): Initializer[] {
  const found: Initializer[] = [];
  for (const graph of fields(onnx, 0, onnx.length)) {
    if (graph.number !== 7) continue;
    for (const field of fields(onnx, graph.from, graph.to))
      if (field.number === 5) found.push(readTensor(onnx, field));
  }
  return found;
}
