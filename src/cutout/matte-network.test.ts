import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { matteNetwork } from './matte-network.js';

/** A protobuf message of `[field, value]` pairs (https://protobuf.dev/programming-guides/encoding/). */
function message(
  ...fields: readonly (readonly [field: number, value: number | string | Uint8Array])[]
): Buffer {
  const varint = (value: number): number[] =>
    value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
  const parts = fields.map(([field, value]) => {
    if (typeof value === 'number') return Buffer.from([...varint(field * 8), ...varint(value)]);
    const content = Buffer.from(value);
    return Buffer.concat([Buffer.from([...varint(field * 8 + 2), ...varint(content.length)]), content]);
  });
  return Buffer.concat(parts);
}

type Sides = readonly (number | string)[];

/**
 * An ONNX file (IR 8, opset 13) whose map is the normalised red channel, or its logistic function.
 *
 * @param sides of the input: `[1, 3, H, W]`
 * @param maps how many times it gives the map
 */
function redNetwork(sides: Sides, { sigmoid = false, maps = 1, crop = 0 } = {}): Buffer {
  const info = (name: string, [, channels, height, width]: Sides) => {
    const dims = [1, channels, height, width].map(
      (side) => [1, message([typeof side === 'number' ? 1 : 2, side])] as const,
    );
    return message([1, name], [2, message([1, message([1, 1], [2, message(...dims)])])]);
  };
  const kernel = new Float32Array(3 * (crop + 1) ** 2);
  kernel[0] = 1;
  const weights = message(
    [1, 1],
    [1, 3],
    [1, crop + 1],
    [1, crop + 1],
    [2, 1],
    [8, 'w'],
    [9, Buffer.from(kernel.buffer)],
  );
  const results = Array.from({ length: maps }, (_, i) => `map${i}`);
  const output: Sides = [1, 1, sides[2], sides[3]];
  const graph = message(
    [1, message([1, 'picture'], [1, 'w'], [2, 'red'], [4, 'Conv'])],
    ...results.map(
      (name) => [1, message([1, 'red'], [2, name], [4, sigmoid ? 'Sigmoid' : 'Identity'])] as const,
    ),
    [2, 'red'],
    [5, weights],
    [11, info('picture', sides)],
    ...results.map((name) => [12, info(name, output)] as const),
  );
  return message([1, 8], [7, graph], [8, message([1, ''], [2, 13])]);
}

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-matte-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(bytes: Uint8Array): Promise<string> {
  const file = join(folder, `${files++}.onnx`);
  await writeFile(file, bytes);
  return file;
}

/** What a network says of a picture of one grey. */
async function answer(network: Uint8Array, grey: number): Promise<number> {
  const { side, run } = await matteNetwork(await fileOf(network));
  const map = await run(new Uint8Array(side * side * 3).fill(grey));
  expect(map.length).toBe(side * side);
  return map[side + 1];
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const large: Sides = [1, 3, 1024, 1024];

test('U²-Net: samples over the brightest one, by ImageNet’s mean and deviation', async () => {
  const network = redNetwork([1, 3, 320, 320]);
  expect(await answer(network, 100)).toBeCloseTo((1 - 0.485) / 0.229, 4);
});

test('IS-Net: samples over 255, less a half', async () => {
  expect(await answer(redNetwork(large, { maps: 2 }), 204)).toBeCloseTo(0.3, 4);
});

test('BiRefNet: logits become probabilities', async () => {
  expect(await answer(redNetwork(large), 255)).toBeCloseTo(logistic((1 - 0.485) / 0.229), 4);
});

test('one map of probabilities is asked again as IS-Net', async () => {
  expect(await answer(redNetwork(large, { sigmoid: true }), 255)).toBeCloseTo(logistic(0.5), 4);
});

test('free sides are fed with 1024', async () => {
  const { side } = await matteNetwork(await fileOf(redNetwork([1, 3, 'H', 'W'])));
  expect(side).toBe(1024);
});

test('a result of another size is refused', async () => {
  const network = redNetwork([1, 3, 'H', 'W'], { crop: 2 });
  await expect(answer(network, 128)).rejects.toMatchObject({ code: 'matte_model_unusable' });
});

test('a broken file is refused, and taken once it is repaired', async () => {
  const file = await fileOf(Buffer.from('no network'));
  await expect(matteNetwork(file)).rejects.toMatchObject({
    code: 'matte_model_unusable',
    message: expect.stringContaining(file),
  });
  await writeFile(file, redNetwork([1, 3, 320, 320]));
  await expect(matteNetwork(file)).resolves.toMatchObject({ side: 320 });
});

test('is loaded once', () => {
  expect(matteNetwork()).toBe(matteNetwork());
});
