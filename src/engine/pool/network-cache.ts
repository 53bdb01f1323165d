import { type Estimator, loadEstimator } from '../condition/estimator.js';
import { type Blend, readBlended } from '../network/blend.js';
import type { Place } from '../network/device.js';
import { ESTIMATOR, readWeights, type Weights } from '../network/registry.js';
import { loadNetwork, type Network } from '../network/session.js';

/** Which network, and where. */
export interface NetworkChoice {
  weights: Weights;
  /** Weights that are mixed in when the network is loaded. */
  blend?: Blend | undefined;
  folder: string;
  device: Place;
  /** Threads of one inference. */
  threads: number;
}

const networks = new Map<string, Promise<Network>>();
const estimators = new Map<string, Promise<Estimator>>();

/** Networks that a thread keeps loaded: each holds the memory of its largest tile, and blends come in any share. */
const MOST_NETWORKS = 3;

const latest: NetworkChoice[] = [];

const keyOf = ({ weights, blend, folder, device }: NetworkChoice) =>
  `${folder}/${weights.file}${blend ? `+${blend.share}*${blend.weights.file}` : ''}@${device}`;

/** The network of this thread for a choice; loaded once, and again where others were asked for since. */
export function networkFor(choice: NetworkChoice): Promise<Network> {
  const { weights, blend, folder, device, threads } = choice;
  keepLatest(choice);
  return loaded(networks, keyOf(choice), async () =>
    loadNetwork(await readBlended(weights, blend, folder), device, threads),
  );
}

/** Release the network that was asked for the longest time ago, where there are too many. A thread has one tile at a time. */
function keepLatest(choice: NetworkChoice): void {
  forget(choice);
  latest.push(choice);
  if (latest.length > MOST_NETWORKS) releaseNetwork(latest[0]).catch(() => {});
}

function forget(choice: NetworkChoice): void {
  const at = latest.findIndex((kept) => keyOf(kept) === keyOf(choice));
  if (at >= 0) latest.splice(at, 1);
}

/** Where the estimator's weights are, and how many threads share its work. */
export interface EstimatorChoice {
  folder: string;
  threads: number;
}

/** The estimator of this thread; loaded once. */
export function estimatorFor({ folder, threads }: EstimatorChoice): Promise<Estimator> {
  return loaded(estimators, `${folder}*${threads}`, async () =>
    loadEstimator(await readWeights(ESTIMATOR, folder), threads),
  );
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
  forget(choice);
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
