import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noisePicture, productScene } from '../src/engine/testing/pictures.js';
import { createEngine, type Engine } from '../src/index.js';

const engines: Engine[] = [];
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

function newEngine(options: Parameters<typeof createEngine>[0]): Engine {
  const engine = createEngine(options);
  engines.push(engine);
  return engine;
}

let inputs: { file: Buffer; scale: 2 | 4 }[];
beforeAll(async () => {
  const scene = (width: number, height: number) =>
    sharp(productScene(width, height), { raw: { width, height, channels: 3 } });
  const noise = noisePicture(41, 33, 4);
  inputs = [
    { file: await scene(64, 50).png().toBuffer(), scale: 2 },
    { file: await scene(37, 61).jpeg().toBuffer(), scale: 4 },
    { file: await scene(64, 50).webp().toBuffer(), scale: 4 },
    {
      file: await sharp(Uint8Array.from(noise.samples), { raw: { width: 41, height: 33, channels: 4 } })
        .png()
        .toBuffer(),
      scale: 2,
    },
    { file: await scene(9, 80).tiff({ compression: 'lzw' }).toBuffer(), scale: 2 },
  ];
});

describe('overlapping calls', () => {
  // Buffers are lent and returned; a mistake there would show in another picture's pixels.
  test.each([
    ['together', 2 ** 30],
    ['one after another, for want of memory', 1],
    ['a few at a time', 300_000],
  ])('give the same bytes as single ones (%s)', async (_name, memory) => {
    const engine = newEngine({ threads: 2, memory });
    const single: Uint8Array[] = [];
    for (const { file, scale } of inputs) single.push((await engine.enhance(file, { scale })).bytes);
    for (let round = 0; round < 2; round++) {
      const together = await Promise.all(inputs.map(({ file, scale }) => engine.enhance(file, { scale })));
      for (const [i, { bytes }] of together.entries()) expect(Buffer.compare(bytes, single[i])).toBe(0);
    }
  });

  test('one that fails does no harm to the others', async () => {
    const engine = newEngine({ threads: 2, memory: 1 });
    const results = await Promise.allSettled([
      engine.enhance(inputs[0].file, { scale: 2 }),
      engine.enhance(inputs[1].file.subarray(0, 300), { scale: 2 }),
      engine.enhance(Buffer.from('no picture'), { scale: 2 }),
      engine.enhance(inputs[2].file, { scale: 2 }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  });

  test('wait in turn where memory is short', async () => {
    const engine = newEngine({ threads: 2, memory: 1 });
    const order: string[] = [];
    await Promise.all(
      ['a', 'b', 'c'].map(async (name) => {
        await engine.enhance(inputs[0].file, {
          scale: 2,
          onProgress: (stage) => {
            if (stage === 'decode') order.push(`${name} in`);
          },
        });
        order.push(`${name} out`);
      }),
    );
    // Nobody is in before the one before is out.
    expect(order.map((event) => event.slice(2))).toEqual(['in', 'out', 'in', 'out', 'in', 'out']);
  });
});
