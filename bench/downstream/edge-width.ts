/** A grey picture, `[H, W]`, 0..255. */
export interface Grey {
  width: number;
  height: number;
  values: Float32Array;
}

/** A place on an edge and the direction across it. */
export interface Edge {
  x: number;
  y: number;
  dx: number;
  dy: number;
}

/** Half the length of a profile across an edge, in pixels, and its steps. */
const HALF = 14;
const STEPS = 8;

/** Edges of less than this difference, 0..255, say little. */
const LEAST = 50;

/** The clearest edges of a picture: at most one in each cell of a grid, the strongest slope of it. */
export function edgesOf(grey: Grey, inside: (x: number, y: number) => boolean, cell = 40): Edge[] {
  const { width, height, values } = grey;
  const found: Edge[] = [];
  for (let top = HALF; top + cell < height - HALF; top += cell)
    for (let left = HALF; left + cell < width - HALF; left += cell) {
      let [best, edge] = [0, undefined as Edge | undefined];
      for (let y = top; y < top + cell; y++)
        for (let x = left; x < left + cell; x++) {
          if (!inside(x, y)) continue;
          const at = y * width + x;
          const gx = values[at + 2] - values[at - 2];
          const gy = values[at + 2 * width] - values[at - 2 * width];
          const strength = Math.hypot(gx, gy);
          if (strength <= best) continue;
          [best, edge] = [strength, { x, y, dx: gx / strength, dy: gy / strength }];
        }
      if (edge && best > LEAST / 2) found.push(edge);
    }
  return found;
}

function valueAt({ width, values }: Grey, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const at = top * width + left;
  const a = values[at] + (values[at + 1] - values[at]) * (x - left);
  const b = values[at + width] + (values[at + width + 1] - values[at + width]) * (x - left);
  return a + (b - a) * (y - top);
}

/**
 * The width of an edge: pixels between 10 % and 90 % of its rise (as ISO 12233 measures it), along the profile across it.
 *
 * @returns `undefined` where the profile is not one clean step
 */
export function edgeWidth(grey: Grey, { x, y, dx, dy }: Edge): number | undefined {
  const profile = Array.from({ length: 2 * HALF * STEPS + 1 }, (_, i) => {
    const t = i / STEPS - HALF;
    return valueAt(grey, x + t * dx, y + t * dy);
  });
  const middle = HALF * STEPS;
  // The step's own ends: as far as it rises from the middle, but for a little noise.
  const rise = (direction: 1 | -1) => {
    let [end, best] = [middle, profile[middle]];
    for (let i = middle; i >= 0 && i < profile.length; i += direction) {
      const value = profile[i];
      if ((value - best) * direction > 0) [end, best] = [i, value];
      else if ((best - value) * direction > 4) break;
    }
    return end;
  };
  const [from, to] = [rise(-1), rise(1)];
  const [low, high] = [profile[from], profile[to]];
  if (high - low < LEAST || from === 0 || to === profile.length - 1) return undefined;
  const cross = (share: number) => {
    const level = low + share * (high - low);
    for (let i = from; i < to; i++)
      if (profile[i] <= level && profile[i + 1] > level)
        return i + (level - profile[i]) / (profile[i + 1] - profile[i]);
    return undefined;
  };
  const [start, end] = [cross(0.1), cross(0.9)];
  return start === undefined || end === undefined || end < start ? undefined : (end - start) / STEPS;
}
