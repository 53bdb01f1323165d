import type { Size } from '../../engine/raster.js';
import { enlargeExactly, type Samples } from './resample.js';

/** What the edge asks of its threads. */
export const TASKS = {
  /** Enlarge samples on shared memory; returns nothing, the result is in `out`. */
  enlarge: ({ from, to, out }: { from: Samples; to: Size; out: Uint8Array }) => enlargeExactly(from, to, out),
};
