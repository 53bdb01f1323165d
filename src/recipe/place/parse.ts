import type { Mesh } from '../../compose/place/mesh.js';
import type { Quad } from '../../compose/place/quad.js';
import { HeroshotError } from '../../engine/errors.js';

/**
 * Read a quad: eight numbers with commas or spaces between.
 *
 * @throws {HeroshotError} `bad_quad`
 */
export function quadOf(text: string): Quad {
  const parts = text.trim().split(/[\s,;]+/);
  const numbers = parts.map(Number);
  if (numbers.length !== 8 || parts.some((part) => part === '') || !numbers.every(Number.isFinite))
    throw new HeroshotError('bad_quad', `a quad is eight numbers, not ${JSON.stringify(text.slice(0, 200))}`);
  return [0, 2, 4, 6].map((i) => [numbers[i], numbers[i + 1]]) as unknown as Quad;
}

/**
 * Read a mesh: JSON with columns, rows and points, each point two numbers or all of them in one list.
 *
 * @throws {HeroshotError} `bad_mesh`
 */
export function meshOf(text: string, name: string): Mesh {
  const refuse = (why: string): never => {
    throw new HeroshotError('bad_mesh', `the mesh ${name} ${why}`);
  };
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return refuse('is not JSON');
  }
  const { columns, rows, points } = (given ?? {}) as Partial<Record<keyof Mesh, unknown>>;
  if (typeof columns !== 'number' || typeof rows !== 'number' || !Array.isArray(points))
    return refuse('needs columns, rows and points');
  const isPoint = (point: unknown): point is [number, number] =>
    Array.isArray(point) && point.length === 2 && point.every((value) => typeof value === 'number');
  if (!points.every(isPoint)) return refuse('has a point that is not two numbers');
  return { columns, rows, points };
}
