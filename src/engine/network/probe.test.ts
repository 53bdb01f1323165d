import { describe, expect, test } from 'vitest';
import { compareNetworks, difference, probeTile } from './probe.js';

const BUDGET = { pairs: 5, least: 3, milliseconds: 100 };

/** Networks on a clock of their own: each run takes the next of its times and fills the result with its value. */
function clock(...networks: { times: number[]; value: number }[]) {
  let time = 0;
  const order: number[] = [];
  const running = networks.map(({ times, value }, i) => ({
    async run(_tile: unknown, _h: unknown, _w: unknown, _c: unknown, result: Float32Array) {
      time += times[order.filter((who) => who === i).length % times.length];
      order.push(i);
      result.fill(value);
    },
  }));
  return { running, order, now: () => time };
}

describe('comparing networks', () => {
  test('runs them in turn and does not count the first pair', async () => {
    const { running, order, now } = clock(
      { times: [90, 4, 4, 4, 4, 4], value: 0.5 },
      { times: [900, 2, 2, 2, 2, 2], value: 0.5 },
    );
    const { gain } = await compareNetworks(
      running[0],
      running[1],
      2,
      4,
      { ...BUDGET, milliseconds: 5000 },
      now,
    );
    expect(gain).toBe(2);
    expect(order).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
  });

  test('is not led astray by what interrupts one or two runs', async () => {
    const { running, now } = clock(
      { times: [3, 3, 3, 3, 3, 3], value: 0 },
      { times: [2, 2, 50, 2, 2, 70], value: 0 },
    );
    expect(
      (await compareNetworks(running[0], running[1], 2, 4, { ...BUDGET, milliseconds: 5000 }, now)).gain,
    ).toBe(1.5);
  });

  test('is not led astray by load that slows down both', async () => {
    const load = [1, 1, 9, 2, 7, 3];
    const { running, now } = clock(
      { times: load.map((x) => 3 * x), value: 0 },
      { times: load.map((x) => 2 * x), value: 0 },
    );
    expect(
      (await compareNetworks(running[0], running[1], 2, 4, { ...BUDGET, milliseconds: 5000 }, now)).gain,
    ).toBe(1.5);
  });

  test('ends when its time is over, after the least number of pairs', async () => {
    const slow = clock({ times: [500], value: 0 }, { times: [500], value: 0 });
    await compareNetworks(slow.running[0], slow.running[1], 2, 4, BUDGET, slow.now);
    expect(slow.order).toHaveLength(2 * (1 + BUDGET.least));
    const quick = clock({ times: [1], value: 0 }, { times: [1], value: 0 });
    await compareNetworks(quick.running[0], quick.running[1], 2, 4, BUDGET, quick.now);
    expect(quick.order).toHaveLength(2 * (1 + BUDGET.pairs));
  });

  test('tells how far the results are apart', async () => {
    const { running, now } = clock({ times: [1], value: 0.25 }, { times: [1], value: 0.5 });
    expect(await compareNetworks(running[0], running[1], 2, 4, BUDGET, now)).toMatchObject({
      mean: 0.25,
      most: 0.25,
    });
  });
});

describe('difference', () => {
  test('is the mean and the largest; of what is not a number it is infinite', () => {
    expect(difference(Float32Array.of(0, 1), Float32Array.of(0.5, 1))).toEqual({ mean: 0.25, most: 0.5 });
    const infinite = { mean: Number.POSITIVE_INFINITY, most: Number.POSITIVE_INFINITY };
    expect(difference(Float32Array.of(0, 1), Float32Array.of(0, Number.NaN))).toEqual(infinite);
  });
});

describe('probe tile', () => {
  test('is the same every time, within 0..1, and neither flat nor grey', () => {
    const tile = probeTile(24);
    expect(probeTile(24)).toEqual(tile);
    expect(Math.min(...tile)).toBeGreaterThan(0);
    expect(Math.max(...tile)).toBeLessThan(1);
    expect(Math.max(...tile) - Math.min(...tile)).toBeGreaterThan(0.3);
    expect(tile[0]).not.toBe(tile[24 * 24]);
  });
});
