/** An initializer of an ONNX graph: a constant tensor by name. */
export interface Initializer {
  name: string;
  /** ONNX `TensorProto.DataType`: 1 is float32, 7 is int64. */
  dataType: number;
  dims: number[];
  /** Its values as stored; a view on the file, so that writing here changes the file. */
  rawData: Uint8Array;
}

interface Field {
  number: number;
  value: number;
  /** Of length-delimited fields: where the content lies. */
  from: number;
  to: number;
}

/** Walk the fields of one protobuf message (https://protobuf.dev/programming-guides/encoding/). */
function* fields(bytes: Uint8Array, from: number, to: number): Generator<Field> {
  let at = from;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < to) {
    const key = varint();
    const number = Math.floor(key / 8);
    const wire = key % 8;
    if (wire === 0) yield { number, value: varint(), from: at, to: at };
    else if (wire === 2) {
      const length = varint();
      yield { number, value: length, from: at, to: at + length };
      at += length;
    } else if (wire === 5 || wire === 1) {
      const length = wire === 5 ? 4 : 8;
      yield { number, value: 0, from: at, to: at + length };
      at += length;
    } else throw new Error(`wire type ${wire} at byte ${at}`);
  }
}

function readTensor(bytes: Uint8Array, from: number, to: number): Initializer {
  const tensor: Initializer = { name: '', dataType: 0, dims: [], rawData: new Uint8Array() };
  for (const field of fields(bytes, from, to)) {
    if (field.number === 1 && field.from === field.to) tensor.dims.push(field.value);
    else if (field.number === 1) for (let at = field.from; at < field.to; at++) tensor.dims.push(bytes[at]);
    else if (field.number === 2) tensor.dataType = field.value;
    else if (field.number === 8) tensor.name = Buffer.from(bytes.subarray(field.from, field.to)).toString();
    else if (field.number === 9) tensor.rawData = bytes.subarray(field.from, field.to);
  }
  return tensor;
}

/** The initializers of an ONNX file: `ModelProto.graph` (7), `GraphProto.initializer` (5). */
export function initializers(onnx: Uint8Array): Initializer[] {
  const found: Initializer[] = [];
  for (const graph of fields(onnx, 0, onnx.length)) {
    if (graph.number !== 7) continue;
    for (const field of fields(onnx, graph.from, graph.to))
      if (field.number === 5) found.push(readTensor(onnx, field.from, field.to));
  }
  return found;
}

/**
 * A network file with every weight set to 0 but the bicubic skip's kernel; shapes and paddings (int64) stay.
 *
 * @returns the changed copy and the names of the float initializers that were kept
 */
export function withoutResidual(onnx: Uint8Array): { onnx: Uint8Array; kept: string[] } {
  const copy = Uint8Array.from(onnx);
  const kept: string[] = [];
  for (const { name, dataType, rawData } of initializers(copy)) {
    if (dataType !== 1) continue;
    if (/skip/.test(name)) kept.push(name);
    else rawData.fill(0);
  }
  return { onnx: copy, kept };
}
