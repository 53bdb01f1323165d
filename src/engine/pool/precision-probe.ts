import { fasterPrecision, INT8_PROBE } from '../network/precision.js';
import { type Comparison, compareNetworks } from '../network/probe.js';
import { unhinderedTime } from '../network/probe-clock.js';
import { type NetworkChoice, networkFor, releaseNetwork } from './network-cache.js';

/** The same network in both precisions, chosen as tiles will run it. */
export interface PrecisionProbe {
  float32: NetworkChoice;
  int8: NetworkChoice;
  scale: number;
}

/** Measure int8 weights against float32 on this thread. Only the network that will be used stays loaded. */
export async function probePrecision({ float32, int8, scale }: PrecisionProbe): Promise<Comparison> {
  const { size, budget } = INT8_PROBE;
  try {
    const [first, second] = [await networkFor(float32), await networkFor(int8)];
    const wall = () => performance.now();
    const comparison = await compareNetworks(first, second, scale, size, budget, unhinderedTime, wall);
    await releaseNetwork(fasterPrecision(comparison) === 'int8' ? float32 : int8);
    return comparison;
  } catch (error) {
    await releaseNetwork(int8).catch(() => {});
    throw error;
  }
}
