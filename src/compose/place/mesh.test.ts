import { describe, expect, it } from 'vitest';
import type { HeroshotError } from '../../engine/errors.js';
import { checkMesh, type Mesh, meshAspect } from './mesh.js';
import { meshSurface } from './mesh-surface.js';
import { patchOf, type Spot } from './patch.js';
import type { Point } from './point.js';

const PHOTO = { width: 400, height: 300 };
const grid = (columns: number, rows: number, move: (x: number, y: number) => Point): Mesh => ({
  columns,
  rows,
  points: Array.from({ length: columns * rows }, (_, i) =>
    move((i % columns) / (columns - 1), Math.floor(i / columns) / (rows - 1)),
  ),
});
const wavy = grid(6, 5, (u, v) => [60 + 260 * u + 14 * Math.sin(v * 5), 40 + 200 * v + 18 * Math.sin(u * 6)]);

describe('a mesh', () => {
  it.each<[string, string, Mesh]>([
    ['a plain one', 'fine', wavy],
    ['too few points', 'bad_mesh', { ...wavy, points: wavy.points.slice(1) }],
    ['one column', 'bad_mesh', { columns: 1, rows: 5, points: wavy.points.slice(0, 5) }],
    [
      'a cell that folds over',
      'bad_mesh',
      grid(3, 3, (u, v) => [60 + (u === 0.5 ? 300 : u * 200), 40 + v * 200]),
    ],
    ['not numbers', 'bad_mesh', { ...wavy, points: wavy.points.map(() => [Number.NaN, 0] as const) }],
    ['beside the photo', 'outside_photo', grid(3, 3, (u, v) => [450 + u * 90, 40 + v * 200])],
  ])('%s: %s', (_name, code, mesh) => {
    const found = () => {
      try {
        checkMesh(mesh, PHOTO);
        return 'fine';
      } catch (error) {
        return (error as HeroshotError).code;
      }
    };
    expect(found()).toBe(code);
  });

  it('goes through every one of its points', () => {
    const patch = patchOf(wavy);
    const spot: Spot = { x: 0, y: 0, xu: 0, yu: 0, xv: 0, yv: 0 };
    for (const [i, [x, y]] of wavy.points.entries()) {
      patch((i % 6) / 5, Math.floor(i / 6) / 4, spot);
      expect(Math.hypot(spot.x - x, spot.y - y)).toBeLessThan(1e-9);
    }
  });

  it('is smooth across its cells, and its tangents are the slopes of its places', () => {
    const patch = patchOf(wavy);
    const [a, b, c] = [0, 1, 2].map((): Spot => ({ x: 0, y: 0, xu: 0, yu: 0, xv: 0, yv: 0 }));
    for (const u of [0.2, 0.4, 0.6, 0.37]) {
      patch(u - 1e-6, 0.5, a);
      patch(u + 1e-6, 0.5, b);
      patch(u, 0.5, c);
      expect(Math.abs(a.xu - b.xu)).toBeLessThan(0.05);
      expect((b.y - a.y) / 2e-6).toBeCloseTo(c.yu, 2);
    }
  });

  it('finds places to a thousandth of a pixel, also just outside of its border', () => {
    const surface = meshSurface(wavy);
    const find = surface.finder(0, 300, 400);
    for (const [u, v] of [
      [0.11, 0.9],
      [0.5, 0.5],
      [0.999, 0.02],
      [-0.004, 0.4],
      [0.3, 1.004],
    ]) {
      const [x, y] = surface.at(u, v);
      const touch = find(x, y, Math.floor(x), Math.floor(y));
      expect(Math.abs((touch?.u ?? 9) - u) * 260).toBeLessThan(1e-3);
      expect(Math.abs((touch?.v ?? 9) - v) * 200).toBeLessThan(1e-3);
    }
    expect(find(5, 5, 5, 5)).toBeUndefined();
  });

  it('knows its shape as it lies flat', () => {
    expect(meshAspect(grid(4, 3, (u, v) => [50 + 200 * u, 50 + 100 * v]))).toBeCloseTo(2);
  });
});
