import type { Size } from '../engine/raster.js';
import { type Frame, isExact } from './frame.js';
import type { Layout } from './layout.js';
import type { Window } from './window.js';

/** Guards a whole number against having become 999.9999 on its way. */
const EPSILON = 1e-6;

/** Size of the canvas, the scale of the window on it, and whether it is as large as the frame asks. */
export function canvasSize(
  window: Window,
  { canvas }: Frame,
): { size: Size; scale: number; reached: Layout['reached'] } {
  const longest = Math.max(window.width, window.height);
  const shortest = Math.min(window.width, window.height);
  const exact = isExact(canvas);
  const wanted = exact
    ? Math.max(canvas.width, canvas.height)
    : Math.min(canvas.wanted, canvas.maximum ?? Infinity);
  const minimum = exact ? (canvas.minimum ?? wanted) : (canvas.minimum ?? 1);
  const length = !exact && canvas.side === 'shortest' ? shortest : longest;
  if (length + EPSILON < wanted) {
    const size = {
      width: Math.max(1, Math.floor(window.width + EPSILON)),
      height: Math.max(1, Math.floor(window.height + EPSILON)),
    };
    return { size, scale: 1, reached: Math.floor(length + EPSILON) >= minimum ? 'minimum' : 'below' };
  }
  const scale = Math.min(1, wanted / length);
  const size = exact
    ? { width: canvas.width, height: canvas.height }
    : {
        width: Math.max(1, Math.round(window.width * scale)),
        height: Math.max(1, Math.round(window.height * scale)),
      };
  return { size, scale, reached: 'wanted' };
}
