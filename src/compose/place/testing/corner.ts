/**
 * Refine a checkerboard's corner to a fraction of a pixel: the point to which every gradient around it is at a right angle
 * (Förstner and Gülch 1987, as in OpenCV's cornerSubPix).
 *
 * @param grey `[H, W]`
 * @returns in pixels, (0, 0) the outer corner of the first one
 */
export function refineCorner(
  grey: Float64Array,
  width: number,
  x: number,
  y: number,
  reach = 5,
): [number, number] {
  let [cx, cy] = [x - 0.5, y - 0.5];
  const at = (u: number, v: number) => grey[v * width + u];
  for (let round = 0; round < 20; round++) {
    let [a, b, c, p, q] = [0, 0, 0, 0, 0];
    const [mx, my] = [Math.round(cx), Math.round(cy)];
    for (let v = my - reach; v <= my + reach; v++)
      for (let u = mx - reach; u <= mx + reach; u++) {
        const gx = (at(u + 1, v) - at(u - 1, v)) / 2;
        const gy = (at(u, v + 1) - at(u, v - 1)) / 2;
        const w = Math.exp(-((u - cx) ** 2 + (v - cy) ** 2) / (reach * reach * 0.5));
        a += w * gx * gx;
        b += w * gx * gy;
        c += w * gy * gy;
        p += w * (gx * gx * u + gx * gy * v);
        q += w * (gx * gy * u + gy * gy * v);
      }
    const whole = a * c - b * b;
    const [nx, ny] = [(c * p - b * q) / whole, (a * q - b * p) / whole];
    const moved = Math.hypot(nx - cx, ny - cy);
    [cx, cy] = [nx, ny];
    if (moved < 1e-3) break;
  }
  return [cx + 0.5, cy + 0.5];
}
