import { type Model, readWeights } from '../network/registry.js';
import { type Device, loadNetwork, type Network } from '../network/session.js';

/** Which network, and where. */
export interface NetworkChoice {
  model: Model;
  folder: string;
  device: Device;
  /** Threads of one inference. */
  threads: number;
}

const networks = new Map<string, Promise<Network>>();

/** The network of this thread for a choice; loaded once. */
export function networkFor({ model, folder, device, threads }: NetworkChoice): Promise<Network> {
  const key = `${folder}/${model.file}@${device}`;
  let network = networks.get(key);
  if (!network) {
    network = readWeights(model, folder).then((weights) => loadNetwork(weights, device, threads));
    // A failed load must not be remembered: the file may be repaired.
    network.catch(() => networks.delete(key));
    networks.set(key, network);
  }
  return network;
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
