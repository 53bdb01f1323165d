import { compareNetworks, probeTile } from '../../../../src/engine/network/probe.js';
import type { Session } from '../../../../src/engine/network/session.js';

/** What is measured here runs. */
export type Runs = Pick<Session, 'run'>;

/** Edge of the tile that is timed, and how often; the first run compiles, and tells enough where it takes so many milliseconds. */
const SIZE = 128;
const RUNS = 2;
const SLOW = 1500;

/** Edge of the tile on which a device must agree with WebAssembly, and by how much: half of what a screen can show. */
const SMALL = 40;
const DIFFERENCE = 0.5 / 255;

const CLEAN = { compression: 0, noise: 0, blur: 0 };

/** Milliseconds that a network takes for a megapixel of input. */
export async function paceOf(network: Runs, scale: number): Promise<number> {
  const tile = probeTile(SIZE);
  const result = new Float32Array(tile.length * scale ** 2);
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run <= RUNS; run++) {
    const start = performance.now();
    await network.run(tile, SIZE, SIZE, CLEAN, result, scale);
    const took = performance.now() - start;
    if (run > 0 || took > SLOW) best = Math.min(best, took);
    if (took > SLOW) break;
  }
  return (best * 1e6) / SIZE ** 2;
}

/** @throws where a device computes something else than the reference: drivers and kernels have done so */
export async function checkAgainst(reference: Runs, network: Runs, scale: number): Promise<void> {
  const once = { pairs: 0, least: 0, milliseconds: 0 };
  const { most } = await compareNetworks(reference, network, scale, SMALL, once);
  if (!(most <= DIFFERENCE)) throw new Error(`the device computes something else, ${most} apart`);
}
