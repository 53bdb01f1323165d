/** Indices of the outermost pixels; of a single row or column they come twice. */
export function borderIndices(width: number, height: number): number[] {
  const indices: number[] = [];
  for (let x = 0; x < width; x++) indices.push(x, (height - 1) * width + x);
  for (let y = 1; y < height - 1; y++) indices.push(y * width, y * width + width - 1);
  return indices;
}

/** The pixels of a mask that are joined with the seeds, by sides only: background does not leak through corners. */
export function reachable(
  mask: Uint8Array,
  width: number,
  height: number,
  seeds: Iterable<number>,
): Uint8Array {
  const reached = new Uint8Array(mask.length);
  const stack = new Int32Array(width * height);
  let depth = 0;
  const visit = (at: number) => {
    if (mask[at] === 0 || reached[at] === 1) return;
    reached[at] = 1;
    stack[depth++] = at;
  };
  for (const at of seeds) visit(at);
  while (depth > 0) {
    const at = stack[--depth];
    const x = at % width;
    if (x > 0) visit(at - 1);
    if (x < width - 1) visit(at + 1);
    if (at >= width) visit(at - width);
    if (at + width < mask.length) visit(at + width);
  }
  return reached;
}
