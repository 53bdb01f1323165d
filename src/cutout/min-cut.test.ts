import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomNumbers } from '../engine/testing/pictures.js';
import { type Grid, layGrid } from './grid.js';
import { minCut } from './min-cut.js';

/** What a division costs: terminals on the wrong side and edges from the source's side to the sink's. */
function costOf({ neighbour, capacity, terminal }: Grid, inSource: (node: number) => boolean): number {
  let cost = 0;
  for (let node = 0; node < terminal.length; node++) {
    if (!inSource(node)) {
      cost += Math.max(0, terminal[node]);
      continue;
    }
    cost += Math.max(0, -terminal[node]);
    for (let d = 0; d < 8; d++) {
      const other = neighbour[node * 8 + d];
      if (other >= 0 && !inSource(other)) cost += capacity[node * 8 + d];
    }
  }
  return cost;
}

test('no division of a small grid is cheaper (all of them are tried)', () => {
  const [width, height] = [4, 3];
  const small = fc.integer({ min: 0, max: 6 });
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 12, maxLength: 12 }),
      fc.array(small, { minLength: 96, maxLength: 96 }),
      (open, terminals, capacities) => {
        let count = 0;
        const nodes = Int32Array.from(open, (is) => (is ? count++ : -1));
        const grid = layGrid(nodes, count, width, height);
        grid.terminal.set(terminals.slice(0, count));
        for (let e = 0; e < count * 8; e++) grid.capacity[e] = grid.neighbour[e] < 0 ? 0 : capacities[e];
        let least = Number.POSITIVE_INFINITY;
        for (let bits = 0; bits < 2 ** count; bits++)
          least = Math.min(
            least,
            costOf(grid, (node) => (bits >> node) % 2 === 1),
          );
        const before = {
          ...grid,
          capacity: grid.capacity.slice(),
          terminal: grid.terminal.slice(),
        };
        const side = minCut(grid);
        expect(costOf(before, (node) => side[node] === 1)).toBe(least);
      },
    ),
    { numRuns: 150 },
  );
});

/** The maximum flow by shortest augmenting paths (Edmonds and Karp 1972): slow, simple, and what a minimum cut costs. */
function maximumFlow({ neighbour, capacity, terminal }: Grid): number {
  const [room, ends] = [capacity.slice(), terminal.slice()];
  for (let total = 0; ; ) {
    const cameBy = new Map<number, number>();
    const queue = [...ends.keys()].filter((node) => ends[node] > 0);
    for (const node of queue) cameBy.set(node, -1);
    let last = -1;
    for (const node of queue) {
      if (ends[node] < 0) {
        last = node;
        break;
      }
      for (let e = node * 8; e < node * 8 + 8; e++) {
        if (neighbour[e] < 0 || room[e] <= 0 || cameBy.has(neighbour[e])) continue;
        cameBy.set(neighbour[e], e);
        queue.push(neighbour[e]);
      }
    }
    if (last < 0) return total;
    const path: number[] = [];
    let first = last;
    for (let e = cameBy.get(last) ?? -1; e >= 0; e = cameBy.get(first) ?? -1) {
      path.push(e);
      first = e >> 3;
    }
    const flow = Math.min(ends[first], -ends[last], ...path.map((e) => room[e]));
    for (const e of path) {
      room[e] -= flow;
      room[neighbour[e] * 8 + 7 - (e % 8)] += flow;
    }
    ends[first] -= flow;
    ends[last] += flow;
    total += flow;
  }
}

test('the cut of a larger grid costs what can flow at most', () => {
  const side = 9;
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = randomNumbers(seed);
      const grid = layGrid(
        Int32Array.from({ length: side * side }, (_, i) => i),
        side * side,
        side,
        side,
      );
      // Few terminals and many thin edges make long paths, whose trees break and are mended often.
      grid.terminal.forEach((_, i) => {
        grid.terminal[i] = random() < 0.3 ? Math.round(40 * (random() - 0.5)) : 0;
      });
      grid.capacity.forEach((_, e) => {
        if (grid.neighbour[e] >= 0) grid.capacity[e] = random() < 0.4 ? 0 : Math.round(9 * random());
      });
      const before = { ...grid, capacity: grid.capacity.slice(), terminal: grid.terminal.slice() };
      const most = maximumFlow(grid);
      const divided = minCut(grid);
      expect(costOf(before, (node) => divided[node] === 1)).toBe(most);
    }),
    { numRuns: 200 },
  );
});

test('a larger picture is cut along its cheap edges', () => {
  const side = 40;
  const grid = layGrid(
    Int32Array.from({ length: side * side }, (_, i) => i),
    side * side,
    side,
    side,
  );
  const left = (node: number) => node % side < 17;
  grid.capacity.forEach((_, e) => {
    const other = grid.neighbour[e];
    if (other >= 0) grid.capacity[e] = left(other) === left(e >> 3) ? 5 : 0.1;
  });
  grid.terminal[20 * side] = 50;
  grid.terminal[20 * side + side - 1] = -50;
  expect(Array.from(minCut(grid))).toEqual(Array.from({ length: side * side }, (_, i) => (left(i) ? 1 : 0)));
});
