import sharp from 'sharp';
import type { Engine } from '../engine/engine.js';

/** Side of the picture that warms an engine up, in pixels. */
const SIDE = 32;

/**
 * Put a small picture through every network that usual pictures need, so that weights are loaded and what is measured at the
 * first use (precision, device) is known before somebody waits for it.
 */
export async function warmUp(engine: Pick<Engine, 'enhance'>): Promise<void> {
  const noise = sharp({
    create: {
      width: SIDE,
      height: SIDE,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 20 },
    },
  });
  const bytes = await noise.jpeg().toBuffer();
  for (const scale of [4, 2] as const) await engine.enhance(bytes, { scale });
}
