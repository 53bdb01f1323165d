import type { Raster } from '../../engine/raster.js';
import { Recency } from '../cache/recency.js';

/** What the network made last, for the other sizes and formats of the same picture: a `srcset` costs one enhancement. */
export class RecentRasters {
  readonly #rasters = new Map<string, Raster>();
  readonly #recency = new Recency();

  constructor(private readonly maxBytes: number) {}

  get(name: string): Raster | undefined {
    const raster = this.#rasters.get(name);
    if (raster) this.#recency.use(name);
    return raster;
  }

  keep(name: string, raster: Raster): void {
    this.#rasters.set(name, raster);
    this.#recency.use(name, raster.samples.byteLength);
    for (const old of this.#recency.overflow(this.maxBytes)) this.#rasters.delete(old);
  }
}
