import type { Plane } from './sampling.js';

/**
 * What a flood from the border covers: pixels near the background's colour, reached over such pixels only.
 *
 * @param near distance up to which a pixel is background
 * @returns `[H, W]`, 1 = reached
 */
export function floodFromBorder({ width, height, values }: Plane, near: number): Uint8Array {
  const reached = new Uint8Array(width * height);
  const stack = new Int32Array(width * height);
  let depth = 0;
  const visit = (i: number) => {
    if (reached[i] || values[i] > near) return;
    reached[i] = 1;
    stack[depth++] = i;
  };
  for (let x = 0; x < width; x++) {
    visit(x);
    visit((height - 1) * width + x);
  }
  for (let y = 0; y < height; y++) {
    visit(y * width);
    visit(y * width + width - 1);
  }
  while (depth > 0) {
    const i = stack[--depth];
    const x = i % width;
    if (x > 0) visit(i - 1);
    if (x < width - 1) visit(i + 1);
    if (i >= width) visit(i - width);
    if (i < width * (height - 1)) visit(i + width);
  }
  return reached;
}
