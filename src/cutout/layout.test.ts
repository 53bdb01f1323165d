import { describe, expect, test } from 'vitest';
import { asIsNet, layoutOf, type Signature } from './layout.js';

const map = (side: number) => [1, 1, side, side];
const of = (input: Signature['inputs'][number], ...outputs: Signature['outputs']) =>
  layoutOf({ inputs: [input], outputs }, 'own.onnx');

describe('layouts of matte networks', () => {
  test('U²-Net: 320×320, stretched to the brightest sample', () => {
    const layout = of([1, 3, 320, 320], ...Array.from({ length: 7 }, () => map(320)));
    expect(layout).toMatchObject({ name: 'u2net', side: 320, stretch: true, result: 'probability' });
  });

  test('IS-Net: 1024×1024 with side outputs, centred at a half', () => {
    const layout = of([1, 3, 1024, 1024], map(1024), map(512));
    expect(layout).toMatchObject({ name: 'isnet', mean: [0.5, 0.5, 0.5], result: 'probability' });
  });

  test('BiRefNet: one map; what it holds is seen at the first result', () => {
    const layout = of([1, 3, 1024, 1024], map(1024));
    expect(layout).toMatchObject({ name: 'birefnet', stretch: false, result: 'unknown' });
    expect(asIsNet(layout)).toMatchObject({ name: 'isnet', side: 1024, result: 'probability' });
  });

  test('free sides become 1024', () => {
    expect(of(['batch', 3, 'height', 'width'], ['batch', 1, 'height', 'width']).side).toBe(1024);
  });

  test.each<[string, Signature]>([
    ['two inputs', { inputs: [map(320), map(320)], outputs: [map(320)] }],
    ['an input that is no float tensor', { inputs: [undefined], outputs: [map(320)] }],
    ['one channel', { inputs: [[1, 1, 320, 320]], outputs: [map(320)] }],
    ['channels last', { inputs: [[1, 320, 320, 3]], outputs: [map(320)] }],
    ['an oblong', { inputs: [[1, 3, 320, 640]], outputs: [map(320)] }],
    ['a fixed batch', { inputs: [[4, 3, 320, 320]], outputs: [map(320)] }],
    ['a huge side', { inputs: [[1, 3, 4096, 4096]], outputs: [map(4096)] }],
    ['classes as output', { inputs: [[1, 3, 320, 320]], outputs: [[1, 1000]] }],
    ['a map of another size', { inputs: [[1, 3, 320, 320]], outputs: [map(160)] }],
    ['many maps in one', { inputs: [[1, 3, 320, 320]], outputs: [[1, 21, 320, 320]] }],
    ['no output', { inputs: [[1, 3, 320, 320]], outputs: [] }],
  ])('%s is refused by name', (_, signature) => {
    expect(() => layoutOf(signature, 'own.onnx')).toThrow(
      expect.objectContaining({
        code: 'matte_model_unusable',
        message: expect.stringContaining('own.onnx'),
      }),
    );
  });
});
