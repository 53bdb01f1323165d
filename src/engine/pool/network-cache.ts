import { type Estimator, loadEstimator } from '../condition/estimator.js';
import type { Place } from '../network/device.js';
import { ESTIMATOR, readWeights, type Weights } from '../network/registry.js';
import { loadNetwork, type Network } from '../network/session.js';

/** Which network, and where. */
export interface NetworkChoice {
  weights: Weights;
  folder: string;
  device: Place;
  /** Threads of one inference. */
  threads: number;
}

const networks = new Map<string, Promise<Network>>();
const estimators = new Map<string, Promise<Estimator>>();

const keyOf = ({ weights, folder, device }: NetworkChoice) => `${folder}/${weights.file}@${device}`;

/** The network of this thread for a choice; loaded once. */
export function networkFor(choice: NetworkChoice): Promise<Network> {
  const { weights, folder, device, threads } = choice;
  return loaded(networks, keyOf(choice), async () =>
    loadNetwork(await readWeights(weights, folder), device, threads),
  );
}

/** The estimator of this thread, its weights out of a folder; loaded once. */
export function estimatorFor(folder: string): Promise<Estimator> {
  return loaded(estimators, folder, async () => loadEstimator(await readWeights(ESTIMATOR, folder)));
}

function loaded<T>(known: Map<string, Promise<T>>, key: string, load: () => Promise<T>): Promise<T> {
  const before = known.get(key);
  if (before) return before;
  const network = load();
  // A failed load must not be remembered: the file may be repaired.
  network.catch(() => known.delete(key));
  known.set(key, network);
  return network;
}

/** Give the memory of this thread's network for a choice back; loaded again when it is asked for. */
export async function releaseNetwork(choice: NetworkChoice): Promise<void> {
  const network = networks.get(keyOf(choice));
  networks.delete(keyOf(choice));
  await (await network)?.release();
}

/** A float buffer that grows and is used again: tiles come one after another. */
export class Scratch {
  private buffer = new ArrayBuffer(0);

  /** `length` floats with arbitrary content, valid until the next call. */
  take(length: number): Float32Array<ArrayBuffer> {
    if (this.buffer.byteLength < length * 4) this.buffer = new ArrayBuffer(length * 4);
    return new Float32Array(this.buffer, 0, length);
  }
}
