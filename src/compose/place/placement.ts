import { HeroshotError } from '../../engine/errors.js';
import type { Box, Size } from '../../engine/raster.js';
import type { Fit } from './fit.js';
import { checkMesh, type Mesh } from './mesh.js';
import { meshSurface } from './mesh-surface.js';
import { checkQuad, type Quad, quadSurface } from './quad.js';
import type { Surface } from './surface.js';

/** Where a design lies: a quad in true perspective, or a mesh that follows folds. */
export type Shape = { quad: Quad } | { mesh: Mesh };

/** How a design is laid on a photograph. */
export interface Placement {
  shape: Shape;
  fit: Fit;
  /** Width by height of the area as it lies flat; estimated from its edges where absent. */
  aspect?: number | undefined;
  /** How much of the photograph's light the design takes, 0..1. */
  shade: number;
  /** How far the design follows folds, 0..1. */
  displace: number;
  /** How much the photograph's highlights lie over the design's colours, 0 (cloth) to 1 (glass). */
  gloss: number;
}

/** What counts where nobody says anything. */
export const DEFAULTS = { shade: 1, displace: 0.5, gloss: 0.1 } as const;

/**
 * Refuse a placement that can't be on this photograph.
 *
 * @throws {HeroshotError} `bad_quad`, `bad_mesh`, `outside_photo`, `bad_option`
 */
export function checkPlacement({ shape, aspect, shade, displace, gloss }: Placement, photo: Size): void {
  if ('quad' in shape) checkQuad(shape.quad, photo);
  else checkMesh(shape.mesh, photo);
  for (const [name, value] of Object.entries({ shade, displace, gloss }))
    if (!(value >= 0 && value <= 1))
      throw new HeroshotError('bad_option', `${name} is ${value}; it can be 0 to 1`);
  if (aspect !== undefined && !(aspect >= 0.02 && aspect <= 50))
    throw new HeroshotError('bad_option', `aspect is ${aspect}; it can be 0.02 to 50`);
}

export function surfaceOf(shape: Shape): Surface {
  return 'quad' in shape ? quadSurface(shape.quad) : meshSurface(shape.mesh);
}

/** Steps in which a surface is looked at as a whole. */
const STEPS = 48;

/** The part of a photograph that a surface can reach, `margin` pixels around it included. */
export function reachOf(surface: Surface, photo: Size, margin: number): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let j = 0; j <= STEPS; j++)
    for (let i = 0; i <= STEPS; i++) {
      const [x, y] = surface.at(i / STEPS, j / STEPS);
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  const from = { x: Math.max(0, Math.floor(left - margin)), y: Math.max(0, Math.floor(top - margin)) };
  const to = {
    x: Math.min(photo.width, Math.ceil(right + margin)),
    y: Math.min(photo.height, Math.ceil(bottom + margin)),
  };
  return { left: from.x, top: from.y, width: Math.max(0, to.x - from.x), height: Math.max(0, to.y - from.y) };
}
