import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { productScene } from '../src/engine/testing/pictures.js';
import { createEngine, type Stage } from '../src/index.js';

// One thread and a picture larger than a tile: there is a "between two tiles".
const engine = createEngine({ threads: 1 });
afterAll(() => engine.close());

const [WIDTH, HEIGHT] = [400, 270];
let large: Buffer;
let small: Buffer;
beforeAll(async () => {
  const scene = (width: number, height: number) =>
    sharp(productScene(width, height), { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer();
  [large, small] = await Promise.all([scene(WIDTH, HEIGHT), scene(40, 30)]);
});

/** Enhance and abort when a stage is reported; what was reported until the end. */
async function abortAt(stage: Stage, input = large) {
  const controller = new AbortController();
  const reported: Stage[] = [];
  const error = await engine
    .enhance(input, {
      scale: 2,
      signal: controller.signal,
      onProgress: (now) => {
        reported.push(now);
        if (now === stage) controller.abort(new Error('the user went home'));
      },
    })
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  return { error, reported };
}

describe('cancelling', () => {
  test('stops between two tiles with code cancelled and the reason as its cause', async () => {
    const { error, reported } = await abortAt('network');
    expect(error).toMatchObject({ code: 'cancelled', cause: new Error('the user went home') });
    // The second tile was not started.
    expect(reported).toEqual(['decode', 'network']);
  });

  test.each(['decode', 'guard', 'encode'] as const)('stops after %s too', async (stage) => {
    const { error, reported } = await abortAt(stage, small);
    expect(error).toMatchObject({ code: 'cancelled' });
    expect(reported.at(-1)).toBe(stage);
  });

  test('before the start does nothing at all', async () => {
    const reported: Stage[] = [];
    const work = engine.enhance('no/such/file.jpg', {
      signal: AbortSignal.abort(),
      onProgress: (stage) => reported.push(stage),
    });
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(reported).toEqual([]);
  });

  test('leaves the engine as good as new: the next result is the same as ever', async () => {
    const expected = await engine.enhance(small, { scale: 2 });
    await abortAt('decode', small);
    const { bytes } = await engine.enhance(small, { scale: 2 });
    expect(Buffer.compare(bytes, expected.bytes)).toBe(0);
  });

  test('one picture leaves the others at work alone', async () => {
    const controller = new AbortController();
    const others = [engine.enhance(small, { scale: 2 }), engine.enhance(small, { scale: 4 })];
    const cancelled = engine.enhance(small, { scale: 4, signal: controller.signal });
    controller.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect((await Promise.all(others)).map(({ width }) => width)).toEqual([80, 160]);
  });

  test('a listener that throws fails its own picture only', async () => {
    const broken = engine.enhance(small, {
      scale: 2,
      onProgress: () => {
        throw new Error('the bar broke');
      },
    });
    await expect(broken).rejects.toThrow('the bar broke');
    expect((await engine.enhance(small, { scale: 2 })).width).toBe(80);
  });
});
