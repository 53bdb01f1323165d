import { averagePlanes, type Canvas, coreOf, placeAlpha, placeColours } from '../network/core.js';
import { keepFlat } from '../network/flat.js';
import { alphaPlanes, colourPlanes, type PixelSource } from '../network/planes.js';
import type { Session } from '../network/session.js';
import type { Tile } from '../network/tiles.js';
import type { Condition } from '../picture.js';
import { placeReduced, type ReducedResult } from './reduced.js';

const SHARP: Condition = { compression: 0, noise: 0, blur: 0 };

/** A tile to enlarge. */
export interface TileJob {
  source: PixelSource;
  tile: Tile;
  scale: number;
  condition: Condition;
  canvas: Canvas;
  /** Where the reduced result goes; absent without a guard. */
  reduced?: ReducedResult | undefined;
}

/** Samples of a tile's three planes, halo included: `scale²` times as many come out. */
export const tilePlanes = ({ outer }: Tile) => 3 * outer.width * outer.height;

/**
 * One tile through the network and onto the canvas; its alpha, where it has any, as a grey picture.
 *
 * @param planes room for {@link tilePlanes} samples; `result` for `scale²` times as many
 * @returns what the network alone took, in milliseconds
 */
export async function enlargeTile(
  network: Pick<Session, 'run'>,
  { source, tile, scale, condition, canvas, reduced }: TileJob,
  planes: Float32Array,
  result: Float32Array,
): Promise<{ networkMs: number }> {
  const { width, height } = tile.outer;
  let networkMs = 0;
  const enlarged = async (told: Condition) => {
    const before = performance.now();
    await network.run(planes, height, width, told, result, scale);
    networkMs += performance.now() - before;
    return coreOf(result, tile, scale);
  };
  colourPlanes(source, tile, planes);
  const colours = await enlarged(condition);
  keepFlat(planes, tile, colours, scale);
  if (source.grey) averagePlanes(colours);
  placeColours(colours, tile, scale, canvas);
  if (reduced) placeReduced(colours, tile, scale, reduced, source.width);
  if (canvas.channels === 4) {
    const constant = alphaPlanes(source, tile, planes);
    const alpha = constant ?? (await enlarged(SHARP));
    if (typeof alpha !== 'number') keepFlat(planes, tile, alpha, scale);
    placeAlpha(alpha, tile, scale, canvas);
  }
  return { networkMs };
}
