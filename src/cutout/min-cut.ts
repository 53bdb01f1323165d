import type { Grid } from './grid.js';

const [FREE, SOURCE, SINK] = [0, 1, 2];
const [ROOT, ORPHAN] = [8, 9];

/** Capacity that counts as used up: float32 leaves crumbs. */
const NOTHING = 1e-6;

/**
 * The minimum cut of a grid by the two search trees of Boykov and Kolmogorov (2004), which is the quickest on pictures.
 *
 * @param grid capacities are used up
 * @returns per node 1 on the source's side, 0 elsewhere
 */
export function minCut({ neighbour, capacity, terminal }: Grid): Uint8Array {
  const count = terminal.length;
  const tree = new Uint8Array(count);
  const parent = new Uint8Array(count).fill(ORPHAN);
  const distance = new Int32Array(count);
  const stamp = new Int32Array(count);
  const queued = new Uint8Array(count);
  // A node waits at most once at a time, so a ring of this length never overflows.
  const queue = new Int32Array(count + 1);
  let [head, tail, time] = [0, 0, 1];
  const activate = (node: number) => {
    if (queued[node]) return;
    queued[node] = 1;
    queue[tail] = node;
    tail = tail === count ? 0 : tail + 1;
  };
  const orphans: number[] = [];
  for (let node = 0; node < count; node++) {
    if (terminal[node] === 0) continue;
    tree[node] = terminal[node] > 0 ? SOURCE : SINK;
    parent[node] = ROOT;
    distance[node] = 1;
    activate(node);
  }

  /** The edge between a node and its neighbour in direction `d` that a tree's flow takes: from the source, to the sink. */
  const edge = (node: number, d: number, side: number) =>
    side === SOURCE ? neighbour[node * 8 + d] * 8 + 7 - d : node * 8 + d;

  /** What may still flow between a node and its tree's terminal. */
  const room = (start: number, side: number): number => {
    let [least, node] = [Number.POSITIVE_INFINITY, start];
    for (; parent[node] !== ROOT; node = neighbour[node * 8 + parent[node]])
      least = Math.min(least, capacity[edge(node, parent[node], side)]);
    return Math.min(least, Math.abs(terminal[node]));
  };
  const send = (start: number, side: number, flow: number) => {
    let node = start;
    while (parent[node] !== ROOT) {
      const d = parent[node];
      const along = edge(node, d, side);
      capacity[along] -= flow;
      capacity[edge(node, d, SOURCE + SINK - side)] += flow;
      if (capacity[along] <= NOTHING) orphan(node);
      node = neighbour[node * 8 + d];
    }
    terminal[node] -= side === SOURCE ? flow : -flow;
    if (Math.abs(terminal[node]) <= NOTHING) orphan(node);
  };
  const augment = (from: number, d: number) => {
    const to = neighbour[from * 8 + d];
    const flow = Math.min(capacity[from * 8 + d], room(from, SOURCE), room(to, SINK));
    capacity[from * 8 + d] -= flow;
    capacity[to * 8 + 7 - d] += flow;
    send(from, SOURCE, flow);
    send(to, SINK, flow);
  };
  const orphan = (node: number) => {
    parent[node] = ORPHAN;
    orphans.push(node);
  };

  /** Steps from a node to its terminal, or −1 where it hangs from an orphan. */
  const rootDistance = (start: number): number => {
    let [steps, node] = [0, start];
    for (;;) {
      if (stamp[node] === time) {
        steps += distance[node];
        break;
      }
      if (parent[node] === ORPHAN) return -1;
      steps++;
      if (parent[node] === ROOT) break;
      node = neighbour[node * 8 + parent[node]];
    }
    for (let n = start, left = steps; stamp[n] !== time; left--) {
      stamp[n] = time;
      distance[n] = left;
      if (parent[n] === ROOT) break;
      n = neighbour[n * 8 + parent[n]];
    }
    return steps;
  };

  const adopt = () => {
    for (let node = orphans.pop(); node !== undefined; node = orphans.pop()) {
      const side = tree[node];
      let [best, nearest] = [-1, 2 ** 30];
      for (let d = 0; d < 8; d++) {
        const other = neighbour[node * 8 + d];
        if (other < 0 || tree[other] !== side || capacity[edge(node, d, side)] <= NOTHING) continue;
        const steps = rootDistance(other);
        if (steps < 0 || steps >= nearest) continue;
        [best, nearest] = [d, steps];
      }
      if (best >= 0) {
        parent[node] = best;
        distance[node] = nearest + 1;
        stamp[node] = time;
        continue;
      }
      for (let d = 0; d < 8; d++) {
        const other = neighbour[node * 8 + d];
        if (other < 0 || tree[other] !== side) continue;
        if (capacity[edge(node, d, side)] > NOTHING) activate(other);
        if (parent[other] === 7 - d) orphan(other);
      }
      tree[node] = FREE;
    }
  };

  while (head !== tail) {
    const node = queue[head];
    const side = tree[node];
    let met = -1;
    if (side !== FREE)
      for (let d = 0; d < 8; d++) {
        const other = neighbour[node * 8 + d];
        if (other < 0) continue;
        if (capacity[edge(node, d, SOURCE + SINK - side)] <= NOTHING) continue;
        if (tree[other] === FREE) {
          tree[other] = side;
          parent[other] = 7 - d;
          distance[other] = distance[node] + 1;
          stamp[other] = stamp[node];
          activate(other);
        } else if (tree[other] !== side) {
          met = d;
          break;
        }
      }
    if (met < 0) {
      head = head === count ? 0 : head + 1;
      queued[node] = 0;
      continue;
    }
    time++;
    const other = neighbour[node * 8 + met];
    if (side === SOURCE) augment(node, met);
    else augment(other, 7 - met);
    adopt();
  }
  return tree.map((side) => (side === SOURCE ? 1 : 0));
}
