import type { Mesh } from './mesh.js';

/** A place of a mesh with its tangents along u and v. */
export interface Spot {
  x: number;
  y: number;
  xu: number;
  yu: number;
  xv: number;
  yv: number;
}

/** Evaluates a mesh at (u, v) into `out`. */
export type Patch = (u: number, v: number, out: Spot) => void;

/**
 * A mesh as a smooth surface: bicubic, through every point, with continuous first derivatives (Catmull and Rom 1974). Beyond the
 * border's points the grid is continued straight, and beyond the border the surface follows its tangent.
 */
export function patchOf({ columns, rows, points }: Mesh): Patch {
  const [gx, gy] = [continued(columns, rows, points, 0), continued(columns, rows, points, 1)];
  const stride = columns + 2;
  const [wu, du, wv, dv] = [0, 1, 2, 3].map(() => new Float64Array(4));
  return (u, v, out) => {
    const [inU, inV] = [Math.min(Math.max(u, 0), 1), Math.min(Math.max(v, 0), 1)];
    const [s, t] = [inU * (columns - 1), inV * (rows - 1)];
    const [c, r] = [Math.min(Math.floor(s), columns - 2), Math.min(Math.floor(t), rows - 2)];
    weights(s - c, wu, du);
    weights(t - r, wv, dv);
    let [x, y, xs, ys, xt, yt] = [0, 0, 0, 0, 0, 0];
    for (let j = 0; j < 4; j++) {
      const row = (r + j) * stride + c;
      let [px, py, qx, qy] = [0, 0, 0, 0];
      for (let i = 0; i < 4; i++) {
        px += wu[i] * gx[row + i];
        py += wu[i] * gy[row + i];
        qx += du[i] * gx[row + i];
        qy += du[i] * gy[row + i];
      }
      x += wv[j] * px;
      y += wv[j] * py;
      xs += wv[j] * qx;
      ys += wv[j] * qy;
      xt += dv[j] * px;
      yt += dv[j] * py;
    }
    out.xu = xs * (columns - 1);
    out.yu = ys * (columns - 1);
    out.xv = xt * (rows - 1);
    out.yv = yt * (rows - 1);
    out.x = x + (u - inU) * out.xu + (v - inV) * out.xv;
    out.y = y + (u - inU) * out.yu + (v - inV) * out.yv;
  };
}

/** One coordinate of the points with a ring around them that continues the grid straight, `[rows + 2, columns + 2]`. */
function continued(columns: number, rows: number, points: Mesh['points'], axis: 0 | 1): Float64Array {
  const stride = columns + 2;
  const grid = new Float64Array(stride * (rows + 2));
  for (let r = 0; r < rows; r++) {
    const at = (r + 1) * stride;
    for (let c = 0; c < columns; c++) grid[at + c + 1] = points[r * columns + c][axis];
    grid[at] = 2 * grid[at + 1] - grid[at + 2];
    grid[at + columns + 1] = 2 * grid[at + columns] - grid[at + columns - 1];
  }
  for (let c = 0; c < stride; c++) {
    grid[c] = 2 * grid[stride + c] - grid[2 * stride + c];
    grid[(rows + 1) * stride + c] = 2 * grid[rows * stride + c] - grid[(rows - 1) * stride + c];
  }
  return grid;
}

/** Weights of the four points around a place, and their derivatives. */
function weights(t: number, w: Float64Array, d: Float64Array): void {
  const [t2, t3] = [t * t, t * t * t];
  w[0] = (-t3 + 2 * t2 - t) / 2;
  w[1] = (3 * t3 - 5 * t2 + 2) / 2;
  w[2] = (-3 * t3 + 4 * t2 + t) / 2;
  w[3] = (t3 - t2) / 2;
  d[0] = (-3 * t2 + 4 * t - 1) / 2;
  d[1] = (9 * t2 - 10 * t) / 2;
  d[2] = (-9 * t2 + 8 * t + 1) / 2;
  d[3] = (3 * t2 - 2 * t) / 2;
}
