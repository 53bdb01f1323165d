import { expect, test } from 'vitest';
import { layGrid } from './grid.js';

test('direction 7 − d leads back, and pixels without a node are nobody’s neighbour', () => {
  const nodes = Int32Array.from([0, 1, -1, 2, 3, 4]);
  const { neighbour } = layGrid(nodes, 5, 3, 2);
  for (let e = 0; e < neighbour.length; e++)
    if (neighbour[e] >= 0) expect(neighbour[neighbour[e] * 8 + 7 - (e % 8)]).toBe(e >> 3);
  const of = (node: number) => Array.from(neighbour.slice(node * 8, node * 8 + 8)).filter((n) => n >= 0);
  expect(of(0)).toEqual([1, 2, 3]);
  expect(of(1)).toEqual([0, 2, 3, 4]);
  expect(of(4)).toEqual([1, 3]);
});
