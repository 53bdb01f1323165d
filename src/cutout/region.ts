import type { Box, Raster } from '../engine/raster.js';
import { matteNetwork } from './matte-network.js';
import { boxColours } from './sampling.js';

/** The network's answer from which a pixel counts, and the least that its surest pixel must have. */
const SUBJECT = 0.5;
const SURE = 0.8;

/** A box that covers more of the picture than this tells no crop apart from another. */
const EVERYWHERE = 0.92;

/**
 * Roughly where the subject is, by one look of the matte network: enough to choose a crop, not to cut out.
 *
 * @returns `undefined` where the network sees nothing, or something everywhere
 */
export async function subjectRegion(original: Raster): Promise<Box | undefined> {
  const network = await matteNetwork();
  const { width, height } = original;
  const { side } = network;
  const pixels = await boxColours(
    original,
    { left: 0, top: 0, width, height },
    { width: side, height: side },
  );
  const map = await network.run(pixels);
  let [left, right, top, bottom, peak] = [side, -1, side, -1, 0];
  for (let y = 0, i = 0; y < side; y++)
    for (let x = 0; x < side; x++, i++) {
      peak = Math.max(peak, map[i]);
      if (map[i] < SUBJECT) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  if (right < 0 || peak < SURE) return undefined;
  const share = ((right - left + 1) * (bottom - top + 1)) / side ** 2;
  if (share > EVERYWHERE) return undefined;
  const [across, down] = [width / side, height / side];
  const box = { left: Math.floor(left * across), top: Math.floor(top * down) };
  const [x1, y1] = [Math.ceil((right + 1) * across), Math.ceil((bottom + 1) * down)];
  return { ...box, width: Math.min(width, x1) - box.left, height: Math.min(height, y1) - box.top };
}
