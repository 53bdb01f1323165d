import sharp from 'sharp';

/** Side of the picture that warms an engine up, in pixels: small where nobody waits for single pictures. */
const SIDE = 32;

/**
 * Put a small picture through every network that usual pictures need, so that weights are loaded and what is measured at the
 * first use (precision, device) is known before somebody waits for it.
 *
 * @param side pixels; one of several tiles reaches several threads
 */
export async function warmUp(
  enhance: (bytes: Uint8Array, scale: 2 | 4) => Promise<unknown>,
  side = SIDE,
): Promise<void> {
  const noise = sharp({
    create: {
      width: side,
      height: side,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 20 },
    },
  });
  const bytes = await noise.jpeg().toBuffer();
  for (const scale of [4, 2] as const) await enhance(bytes, scale);
}
