/** Directions to the eight neighbours; direction `7 − d` leads back. */
const OFFSETS: readonly [x: number, y: number][] = [
  [-1, -1],
  [0, -1],
  [1, -1],
  [-1, 0],
  [1, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
];

/** A grid graph: some pixels of a picture, joined to their neighbours, and to source and sink. */
export interface Grid {
  /** Per node and direction: the neighbouring node, −1 for none. */
  neighbour: Int32Array;
  /** Per node and direction: what may still flow to that neighbour. */
  capacity: Float32Array;
  /** Per node: what the source can give (positive) or the sink take (negative). */
  terminal: Float32Array;
}

/** Lay a grid over the pixels with a node number ≥ 0 (`[height, width]`); 68 bytes a node, capacities still 0. */
export function layGrid(nodes: Int32Array, count: number, width: number, height: number): Grid {
  const neighbour = new Int32Array(count * 8).fill(-1);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if (nodes[i] < 0) continue;
      for (let d = 0; d < 8; d++) {
        const [nx, ny] = [x + OFFSETS[d][0], y + OFFSETS[d][1]];
        if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
        neighbour[nodes[i] * 8 + d] = nodes[ny * width + nx];
      }
    }
  return { neighbour, capacity: new Float32Array(count * 8), terminal: new Float32Array(count) };
}
