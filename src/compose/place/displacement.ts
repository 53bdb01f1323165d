import { foldShare, type Light } from './light.js';

/** A design follows the folds by at most this share of its place's longest side. */
const FARTHEST = 0.012;

/** Slope at which it has gone three quarters of the way: a change of the light by half over a twentieth of the place. */
const STEEP = 10;

/**
 * How far the cloth below a place has moved the design, in pixels of the photograph: along the slope of its luminance, because a fold's flank is
 * as bright as it is turned to the light. Saturates, so that a hard shadow doesn't tear the design.
 *
 * @param strength 0..1
 */
export function displacer(light: Light, strength: number): (x: number, y: number, out: Float64Array) => void {
  const { box, cell, width, height, slopes } = light;
  const most = FARTHEST * strength * foldShare(light) * Math.max(box.width, box.height);
  return (x, y, out) => {
    if (most === 0) {
      out.fill(0);
      return;
    }
    const u = Math.min(Math.max((x - box.left) / cell - 0.5, 0), width - 1);
    const v = Math.min(Math.max((y - box.top) / cell - 0.5, 0), height - 1);
    const [left, top] = [Math.min(u | 0, Math.max(0, width - 2)), Math.min(v | 0, Math.max(0, height - 2))];
    const [right, below] = [width > 1 ? 2 : 0, height > 1 ? 2 * width : 0];
    const [along, down] = [u - left, v - top];
    const at = (top * width + left) * 2;
    const mix = (c: 0 | 1) => {
      const a = slopes[at + c] + (slopes[at + right + c] - slopes[at + c]) * along;
      const b = slopes[at + below + c] + (slopes[at + below + right + c] - slopes[at + below + c]) * along;
      return a + (b - a) * down;
    };
    const [sx, sy] = [mix(0), mix(1)];
    const steep = Math.hypot(sx, sy);
    const far = steep > 1e-9 ? (most * Math.tanh(steep / STEEP)) / steep : 0;
    out[0] = far * sx;
    out[1] = far * sy;
  };
}
