import { readFileSync } from 'node:fs';

/** Resident memory of this process in MB. */
export function residentMemory(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}

/** Peak resident memory in MB, where the system tells (Linux). */
export function peakMemory(): number | undefined {
  try {
    const line = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
    return line ? Number(line[1]) / 1024 : undefined;
  } catch {
    return undefined;
  }
}

/** Slope of the least-squares line through points `[x, y]`. */
export function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [mx, my] = [mean(0), mean(1)];
  const top = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  const bottom = points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  return bottom === 0 ? 0 : top / bottom;
}
