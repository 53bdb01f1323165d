import type { Session } from './session.js';

/** A clean picture; what the measured one is told. */
const CLEAN = { compression: 0, noise: 0, blur: 0 };

/** How a second network compares with a first on the same tile. */
export interface Comparison {
  /** How many times as fast it is. */
  gain: number;
  /** Mean difference of the results, 0..1 of full scale. */
  mean: number;
  /** Largest difference of the results, 0..1 of full scale. */
  most: number;
}

/** Most timed pairs and fewest, and the time after which no new pair starts. */
export interface ProbeBudget {
  pairs: number;
  least: number;
  milliseconds: number;
}

/** A photograph-like tile without chance: shading, an edge and fine structure. `[3, size, size]`, 0..1. */
export function probeTile(size: number): Float32Array {
  const tile = new Float32Array(3 * size * size);
  for (let c = 0, at = 0; c < 3; c++)
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++, at++) {
        const shade = 0.35 + (0.3 * x) / size + 0.05 * c;
        const edge = x + 2 * y > 1.6 * size ? 0.18 : 0;
        tile[at] = shade + edge + 0.03 * Math.sin(1.1 * x + 0.7 * y);
      }
  return tile;
}

/**
 * Compare two networks. They run in turn, so that whatever else the machine does slows both down alike, and the gain is the
 * median of the pairs' own ratios. A first pair is not counted.
 *
 * @param size edge of the tile, in pixels
 * @param clock times the runs; work that is not this thread's own needs a clock on the wall
 * @param now the clock on the wall, in milliseconds
 */
export async function compareNetworks(
  first: Pick<Session, 'run'>,
  second: Pick<Session, 'run'>,
  scale: number,
  size: number,
  budget: ProbeBudget,
  clock: () => number = () => performance.now(),
  now: () => number = clock,
): Promise<Comparison> {
  const tile = probeTile(size);
  const results = [first, second].map(() => new Float32Array(tile.length * scale ** 2));
  const timed = async (network: Pick<Session, 'run'>, result: Float32Array) => {
    const start = clock();
    await network.run(tile, size, size, CLEAN, result, scale);
    return clock() - start;
  };
  const start = now();
  const ratios: number[] = [];
  for (let pair = 0; pair <= budget.pairs; pair++) {
    if (pair > budget.least && now() - start > budget.milliseconds) break;
    const one = await timed(first, results[0]);
    const other = await timed(second, results[1]);
    if (pair > 0) ratios.push(one / other);
  }
  return { gain: median(ratios), ...difference(results[0], results[1]) };
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** Mean and largest difference of two results; infinite where one is not a number. */
export function difference(a: Float32Array, b: Float32Array): Pick<Comparison, 'mean' | 'most'> {
  let [sum, most] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const apart = Math.abs(a[i] - b[i]);
    if (Number.isNaN(apart)) return { mean: Number.POSITIVE_INFINITY, most: Number.POSITIVE_INFINITY };
    sum += apart;
    if (apart > most) most = apart;
  }
  return { mean: sum / a.length, most };
}
