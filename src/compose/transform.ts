import { HeroshotError } from '../engine/errors.js';
import type { Box, Size } from '../engine/raster.js';

/**
 * One thing that was done on the way from master to file, in order. `of` says to what: only `content` is the
 * photograph; `background` is what was laid behind or around it.
 */
export type Transform =
  | { step: 'crop'; of: 'content'; box: Box }
  | { step: 'reduce'; of: 'content'; from: Size; to: Size; kernel: 'cubic'; scale: number }
  | { step: 'place'; of: 'content'; canvas: Size; box: Box }
  | { step: 'replace'; of: 'background'; by: string }
  | { step: 'fill'; of: 'background'; with: string; scale?: number }
  | { step: 'shadow'; of: 'background' }
  | { step: 'encode'; of: 'content'; format: string; quality?: number; bytes: number };

/** The larger of the two factors by which a step changes lengths; 1 where it doesn't. */
export function contentScale(transform: Transform): number {
  switch (transform.step) {
    case 'reduce': {
      const { from, to } = transform;
      return Math.max(to.width / from.width, to.height / from.height);
    }
    case 'crop':
    case 'place':
    case 'replace':
    case 'fill':
    case 'shadow':
    case 'encode':
      return 1;
  }
}

/**
 * Hold a log to the promise that nothing is enlarged after the master: no step's factor is above 1.
 *
 * @throws {HeroshotError} would_enlarge
 */
export function assertOnlyReduces(log: readonly Transform[]): void {
  for (const transform of log) {
    const scale = contentScale(transform);
    if (scale > 1)
      throw new HeroshotError(
        'would_enlarge',
        `the step "${transform.step}" would enlarge the picture ${scale.toFixed(3)} times`,
      );
  }
}
