import type { Master, Pixels } from '../engine/master.js';
import { Arena, type Block, blockBytes } from '../engine/pool/arena.js';
import type { Pool } from '../engine/pool/pool.js';
import type { Matte, Raster } from '../engine/raster.js';
import { RECIPE_THREADS } from './threads.js';

/** The pixels of one picture while its later steps are at work, all on shared memory. */
export interface Rasters {
  /** The picture as it came, upright, sRGB. */
  original: Raster;
  /** What the network made of it; later steps only reduce it. */
  master: Raster;
  /** Room for the subject's matte at the master's size. */
  matte: Matte;
}

/** Bytes that later steps of all pictures may take together; one picture always fits. */
const MEMORY = 512 * 2 ** 20;

/**
 * Keeps pictures' pixels between the engine and the steps that come after it, within a bound: the engine gives its own
 * memory up when a picture is encoded.
 */
export class RasterRoom {
  private readonly arena = new Arena(MEMORY);

  constructor(private readonly pool: Pick<Pool, 'call'>) {}

  /** A place for one picture; `give` it back when its last step is done, whether it was used or not. */
  place(): RasterPlace {
    return new RasterPlace(this.arena, this.pool);
  }
}

/** One picture's place. */
export class RasterPlace {
  rasters: Rasters | undefined;
  /** The master in its own RGB space, where that was asked for and is another than the rasters'. */
  own: Pixels | undefined;
  private block: Block | undefined;

  constructor(
    private readonly arena: Arena,
    private readonly pool: Pick<Pool, 'call'>,
  ) {}

  /** Take over what the engine made. A picture that is done again (a gate) takes the place of its earlier run. */
  async keep({ original, enhanced }: Master, own = false): Promise<void> {
    this.give();
    const apart = own && (enhanced.icc !== undefined || enhanced.depth === 16);
    const { byteLength } = enhanced.samples;
    const sizes = [
      samplesOf(original),
      samplesOf(enhanced),
      enhanced.width * enhanced.height,
      apart ? byteLength : 0,
    ];
    const block = await this.arena.take(blockBytes(...sizes));
    this.block = block;
    const room = (bytes: number) => new Uint8Array(block.buffer, block.take(bytes), bytes);
    const raster = (pixels: Pixels, out: Uint8Array<SharedArrayBuffer>) =>
      this.pool.call(RECIPE_THREADS, 'raster', { pixels, out });
    const [kept, master] = await Promise.all([
      raster(original, room(sizes[0])),
      raster(enhanced, room(sizes[1])),
    ]);
    if (apart) {
      const copy = room(sizes[3]);
      copy.set(new Uint8Array(enhanced.samples.buffer, enhanced.samples.byteOffset, byteLength));
      const samples =
        enhanced.depth === 8 ? copy : new Uint16Array(copy.buffer, copy.byteOffset, copy.length / 2);
      this.own = { ...enhanced, samples };
    }
    const { width, height } = enhanced;
    this.rasters = { original: kept, master, matte: { width, height, alpha: room(sizes[2]) } };
  }

  give(): void {
    if (this.block) this.arena.give(this.block);
    this.block = undefined;
    this.rasters = undefined;
    this.own = undefined;
  }
}

const samplesOf = ({ width, height, channels }: Pixels) => width * height * channels;
