import { Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { createSession } from '#heroshot/engine/network/session.js';
import { convolutionsPerPixel } from './convolution-count.js';
import { convolutionChain, message } from './onnx-writer.js';

test('protobuf messages are written as the specification says', () => {
  // The examples of the encoding guide: field 1 = 150; field 2 = "testing"; field 3 = a message of field 1 = 150.
  expect([...message([1, 150])]).toEqual([0x08, 0x96, 0x01]);
  expect([...message([2, 'testing'])]).toEqual([0x12, 7, ...Buffer.from('testing')]);
  expect([...message([3, message([1, 150])])]).toEqual([0x1a, 3, 0x08, 0x96, 0x01]);
});

test('a chain of convolutions is a model that onnxruntime runs and that averages 3×3 samples', async () => {
  const session = await createSession(convolutionChain(2, 16), 'cpu', 1);
  const input = new Tensor('float32', new Float32Array(16 * 49).fill(0.5), [1, 16, 7, 7]);
  const { output } = await session.run({ input });
  expect(output.dims).toEqual([1, 16, 7, 7]);
  const values = output.data as Float32Array;
  expect(values[3 * 7 + 3]).toBeCloseTo(0.5, 5);
  // Padding is zeros: a corner sees 4 of 9 samples, of which the first layer left 4/9, 2·6/9 and 9/9 of the value.
  expect(values[0]).toBeCloseTo((0.5 * (4 + 6 + 6 + 9)) / 81, 5);
});

test('operations of convolutions are counted by their shapes', async () => {
  expect(await convolutionsPerPixel(convolutionChain(2, 3))).toBe(2 * 2 * 9 * 3 * 3);
});
