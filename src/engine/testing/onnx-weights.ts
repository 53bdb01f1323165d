import { FLOAT32, initializers } from '../network/initializers.js';

/**
 * A network file with every weight set to 0 but the bicubic skip's kernel; shapes and paddings (int64) stay.
 *
 * @returns the changed copy and the names of the float initializers that were kept
 */
export function withoutResidual(onnx: Uint8Array): { onnx: Uint8Array; kept: string[] } {
  const copy = Uint8Array.from(onnx);
  const kept: string[] = [];
  for (const { name, dataType, rawData } of initializers(copy)) {
    if (dataType !== FLOAT32) continue;
    if (/skip/.test(name)) kept.push(name);
    else rawData.fill(0);
  }
  return { onnx: copy, kept };
}
