import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { initializers } from '../../src/engine/testing/onnx-weights.js';
test('x', () => {
  for (const i of initializers(readFileSync('models/seed-x4.onnx'))) console.log(i.name, i.dataType, i.dims.join('x'), i.rawData.length);
});
