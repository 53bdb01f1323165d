/** A protobuf field: a number, text or bytes, a message. */
type Value = number | string | Uint8Array;

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

/**
 * A protobuf message (https://protobuf.dev/programming-guides/encoding/) of `[field number, value]` pairs: whole numbers
 * from 0 as varints, everything else length-delimited.
 */
export function message(...fields: readonly (readonly [field: number, value: Value])[]): Uint8Array {
  const parts = fields.map(([field, value]) => {
    if (typeof value === 'number') return Buffer.from([...varint(field * 8), ...varint(value)]);
    const content = typeof value === 'string' ? Buffer.from(value) : value;
    return Buffer.concat([Buffer.from([...varint(field * 8 + 2), ...varint(content.byteLength)]), content]);
  });
  return Buffer.concat(parts);
}

/** `ValueInfoProto`: a float32 tensor; a name as a side means that it may have any length. */
function tensorInfo(name: string, sides: readonly (number | string)[]): Uint8Array {
  const dims = sides.map((side) => [1, message([typeof side === 'number' ? 1 : 2, side])] as const);
  return message([1, name], [2, message([1, message([1, 1], [2, message(...dims)])])]);
}

/** `TensorProto` of float32. */
const tensor = (name: string, dims: readonly number[], values: Float32Array) =>
  message(
    ...dims.map((dim) => [1, dim] as const),
    [2, 1],
    [8, name],
    [9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)],
  );

/** `AttributeProto` of whole numbers. */
const integers = (name: string, values: readonly number[]) =>
  message([1, name], ...values.map((value) => [8, value] as const), [20, 7]);

/**
 * An ONNX model (IR 8, opset 13) of nothing but plain 3×3 convolutions, `[1, channels, H, W]` in and out.
 *
 * @param weight value of every weight; 1 / (9·channels) keeps a constant picture constant inside
 */
export function convolutionChain(layers: number, channels: number, weight = 1 / (9 * channels)): Uint8Array {
  const sides = [1, channels, 'H', 'W'];
  const nodes = Array.from({ length: layers }, (_, i) =>
    message(
      [1, i === 0 ? 'input' : `x${i}`],
      [1, `w${i}`],
      [2, i === layers - 1 ? 'output' : `x${i + 1}`],
      [4, 'Conv'],
      [5, integers('kernel_shape', [3, 3])],
      [5, integers('pads', [1, 1, 1, 1])],
    ),
  );
  const values = new Float32Array(channels * channels * 9).fill(weight);
  const weights = nodes.map((_, i) => tensor(`w${i}`, [channels, channels, 3, 3], values));
  const graph = message(
    ...nodes.map((node) => [1, node] as const),
    [2, 'chain'],
    ...weights.map((one) => [5, one] as const),
    [11, tensorInfo('input', sides)],
    [12, tensorInfo('output', sides)],
  );
  return message([1, 8], [7, graph], [8, message([1, ''], [2, 13])]);
}
