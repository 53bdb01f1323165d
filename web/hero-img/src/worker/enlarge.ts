import { whatToHold } from '../../../../src/engine/caution.js';
import { type ColourSpace, rgbSpace } from '../../../../src/engine/colour/rgb-space.js';
import { conditionFrom, measureDamage } from '../../../../src/engine/condition/estimate.js';
import { enlargeTile, tilePlanes } from '../../../../src/engine/guard/enlarge-tile.js';
import { guardField } from '../../../../src/engine/guard/field.js';
import { finishRows } from '../../../../src/engine/guard/finish.js';
import { collectErrors } from '../../../../src/engine/guard/grid.js';
import { heldShares } from '../../../../src/engine/guard/hold.js';
import type { Canvas } from '../../../../src/engine/network/core.js';
import type { PixelSource } from '../../../../src/engine/network/planes.js';
import { planTiles } from '../../../../src/engine/network/tiles.js';
import type { Told } from '../messages.js';
import type { Decoded } from './decode.js';
import { type Networks, SCALE } from './networks.js';

/** Most pixels of a tile with its halo: bounds the runtime's memory to about 60 MB, whatever the picture's size. */
const TILE_PIXELS = 65_536;

const AUTO = { restore: 'auto', sharpen: 'auto' } as Parameters<typeof whatToHold>[1];

/** Linear Display-P3 to XYZ, D65 (SMPTE EG 432-1); its curve is sRGB's. */
const P3_TO_XYZ = [0.4865709, 0.2656677, 0.1982173, 0.2289746, 0.6917385, 0.0792869, 0, 0.0451134, 1.0439444];

const spaceOf = (name: PredefinedColorSpace): ColourSpace =>
  name === 'srgb' ? rgbSpace() : { ...rgbSpace(), toXyz: P3_TO_XYZ };

/** The damage that the server's engine would tell the network of. */
export async function conditionOf(
  source: PixelSource,
  jpegQuality: number | undefined,
  networks: Networks,
): Promise<Told> {
  return conditionFrom(await measureDamage(source, jpegQuality, await networks.estimator()));
}

/**
 * Enlarge a picture as the server's engine does, by the same modules: tiles with halo, the guard's field, what is held, and rounding.
 *
 * @param next is called between tiles, and may throw to end the work
 * @returns samples `[2H, 2W, channels]`
 */
export async function enlarged(
  { source, colorSpace }: Decoded,
  condition: Told,
  { network }: Networks,
  next: () => Promise<void>,
): Promise<{ width: number; height: number; channels: 3 | 4; samples: Uint8Array }> {
  const { width, height, channels } = source;
  const size = { width: width * SCALE, height: height * SCALE };
  const canvas: Canvas = { ...size, channels, samples: new Uint16Array(size.width * size.height * channels) };
  const reduced = new Uint16Array(width * height * 3);
  const tiles = planTiles(width, height, BUILD.halo, 1, TILE_PIXELS);
  const room = Math.max(...tiles.map(tilePlanes));
  const [planes, result] = [new Float32Array(room), new Float32Array(room * SCALE ** 2)];
  for (const tile of tiles) {
    await next();
    const count = tilePlanes(tile);
    await enlargeTile(
      network,
      { source, tile, scale: SCALE, condition, canvas, reduced },
      planes.subarray(0, count),
      result.subarray(0, count * SCALE ** 2),
    );
  }
  const field = guardField(collectErrors(source, reduced));
  const held = heldShares(source, reduced, field, spaceOf(colorSpace), whatToHold(condition, AUTO));
  const samples = new Uint8Array(canvas.samples.length);
  finishRows(canvas, { field, held, source, reduced }, SCALE, 0, size.height, samples);
  return { ...size, channels, samples };
}
