/** A soft round mark on a grey ground: `[size, size, 3]`, its middle at (x, y). */
export function printedMark(width: number, height: number, x: number, y: number, radius: number): Buffer {
  const data = Buffer.alloc(width * height * 3);
  for (let v = 0, i = 0; v < height; v++)
    for (let u = 0; u < width; u++) {
      const value = 200 - 160 * Math.exp(-((u - x) ** 2 + (v - y) ** 2) / (2 * radius ** 2));
      for (let c = 0; c < 3; c++, i++) data[i] = Math.round(value);
    }
  return data;
}

/** The middle of a dark mark on a ground of `ground`, by its weight; only what is clearly darker counts. */
export function markIn(
  grey: Uint8Array,
  { width, height }: { width: number; height: number },
  ground: number,
): { x: number; y: number } {
  let [sum, x, y] = [0, 0, 0];
  for (let v = 0, i = 0; v < height; v++)
    for (let u = 0; u < width; u++, i++) {
      const weight = Math.max(0, ground - 12 - grey[i]);
      sum += weight;
      x += weight * u;
      y += weight * v;
    }
  return { x: x / sum, y: y / sum };
}
