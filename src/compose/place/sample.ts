import { cubic } from '../../engine/network/bicubic.js';
import { type Footprint, RADIUS } from './footprint.js';
import type { Texture } from './texture.js';

const STEPS = 1024;

/** Keys' kernel by distance, in steps of a thousandth; one more so that the end may be read. */
const KERNEL = Float64Array.from({ length: RADIUS * STEPS + 2 }, (_, i) => cubic(i / STEPS));

/**
 * A texture seen through a footprint: every texel under it, weighted by the cubic kernel of its distance in the photograph's own x
 * and y. At one texel a pixel that is exact bicubic interpolation, at many the reduction that a resize would do. What lies
 * outside of the texture is transparent, and so edges are anti-aliased by the same filter.
 *
 * @param x place in texels of the finest level, (0, 0) the outer corner
 * @param out linear red, green, blue, premultiplied, and alpha, 0..1
 */
export function sampleTexture(
  { levels }: Pick<Texture, 'levels'>,
  print: Footprint,
  x: number,
  y: number,
  out: Float64Array,
): void {
  const { level, reachX, reachY, m00, m01, m10, m11 } = print;
  const { width, height, texels } = levels[level];
  const unit = 2 ** level;
  const [cx, cy] = [x / unit - 0.5, y / unit - 0.5];
  const [left, right] = [Math.ceil(cx - reachX), Math.floor(cx + reachX)];
  const [top, bottom] = [Math.ceil(cy - reachY), Math.floor(cy + reachY)];
  let [red, green, blue, alpha, sum] = [0, 0, 0, 0, 0];
  if (right >= 0 && bottom >= 0 && left < width && top < height)
    for (let v = top; v <= bottom; v++) {
      const dv = v - cy;
      for (let u = left; u <= right; u++) {
        const du = u - cx;
        const across = Math.abs(m00 * du + m01 * dv);
        if (across >= RADIUS) continue;
        const down = Math.abs(m10 * du + m11 * dv);
        if (down >= RADIUS) continue;
        const weight = KERNEL[(across * STEPS + 0.5) | 0] * KERNEL[(down * STEPS + 0.5) | 0];
        sum += weight;
        if (u < 0 || v < 0 || u >= width || v >= height) continue;
        const at = (v * width + u) * 4;
        red += weight * texels[at];
        green += weight * texels[at + 1];
        blue += weight * texels[at + 2];
        alpha += weight * texels[at + 3];
      }
    }
  const scale = sum > 0 ? 1 / (sum * 65535) : 0;
  out[3] = Math.min(1, Math.max(0, alpha * scale));
  // The kernel's negative lobes must not make a colour brighter than full or darker than none.
  const most = out[3];
  out[0] = Math.min(most, Math.max(0, red * scale));
  out[1] = Math.min(most, Math.max(0, green * scale));
  out[2] = Math.min(most, Math.max(0, blue * scale));
}
