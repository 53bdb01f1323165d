import { describe, expect, test } from 'vitest';
import type { Engine } from '../engine/engine.js';
import type { EnhanceOptions } from '../engine/options.js';
import { type EnhanceStep, runEnhance } from './enhance-step.js';

/** An engine that notes what it is asked for and gives verdicts in turn. */
function engineOf(width: number, height: number, verdicts: ('pass' | 'review')[] = ['pass']) {
  const asked: EnhanceOptions[] = [];
  const engine = {
    inspect: async () => ({ width, height }),
    enhance: async (_input: unknown, options: EnhanceOptions) => {
      const verdict = verdicts[asked.length];
      asked.push(options);
      return { report: { fidelity: { verdict } } };
    },
  } as unknown as Pick<Engine, 'enhance' | 'inspect'>;
  const run = (step: Omit<EnhanceStep, 'step'>) =>
    runEnhance('x.jpg', { step: 'enhance', ...step }, engine, {});
  return { run, asked };
}

describe('scale', () => {
  test('is the engine’s own choice without a limit', async () => {
    const { run, asked } = engineOf(600, 800);
    await run({ scale: 'auto', restore: 0.5 });
    expect(asked).toEqual([{ scale: 'auto', restore: 0.5 }]);
  });

  test.each([
    [600, 2],
    [1500, 2],
    [2400, 1],
  ])('at most 2: %d px get %d×', async (side, scale) => {
    const { run, asked } = engineOf(side, 10);
    await run({ atMost: 2 });
    expect(asked[0].scale).toBe(scale);
  });

  test('for paper is the least that reaches the size, and the density goes with it', async () => {
    const { run, asked } = engineOf(1000, 1250);
    const { print } = await run({ paper: { width: 8, height: 10 } });
    expect(asked[0]).toMatchObject({ scale: 4, dpi: 300 });
    expect(print?.pixels).toEqual({ width: 2400, height: 3000 });
  });
});

describe('gate', () => {
  test('lets through what passes', async () => {
    const { run, asked } = engineOf(600, 600);
    expect((await run({ gate: true })).gate).toMatchObject({ attempts: 1 });
    expect(asked).toHaveLength(1);
  });

  test('runs again, cleaning nothing, where the verdict is review', async () => {
    const { run, asked } = engineOf(600, 600, ['review', 'pass']);
    expect((await run({ gate: true, restore: 1 })).gate).toMatchObject({ attempts: 2 });
    expect(asked[1]).toMatchObject({ restore: 0, sharpen: 0, guard: true });
  });

  test('leaves the pixels alone where that is not enough', async () => {
    const { run, asked } = engineOf(600, 600, ['review', 'review', 'pass']);
    const { gate } = await run({ gate: true });
    expect(asked[2]).toMatchObject({ scale: 1 });
    expect(gate?.text).toMatch(/keeps its size and its pixels/);
  });
});
