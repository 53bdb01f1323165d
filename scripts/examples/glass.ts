import { type Master, paint } from './canvas.js';
import { trace } from './trace.js';

const WIDTH = 2400;
const HEIGHT = 3200;
// In rim radii; the camera stands far off, so the tumbler's sides look almost parallel.
const EYE = [0, 3.7, 13.5] as const;
const LOOK = [0, 1.3, 0] as const;
const FOCAL = 8600;

const back = Math.hypot(EYE[1] - LOOK[1], EYE[2] - LOOK[2]);
const [sin, cos] = [(EYE[1] - LOOK[1]) / back, (EYE[2] - LOOK[2]) / back];

/** Adds the light arriving at one point of the picture, in pixels, times `share`. */
function shoot(x: number, y: number, share: number, rgb: Float64Array): void {
  const [u, v] = [(x - WIDTH / 2) / FOCAL, (HEIGHT / 2 - y) / FOCAL];
  const norm = 1 / Math.hypot(u, v, 1);
  trace([...EYE], [u * norm, (v * cos - sin) * norm, (-v * sin - cos) * norm], share, rgb, 0);
}

/** Draws the faceted tumbler with a pink drink by following rays through it; master 2400 by 3200. */
export async function drawGlass(): Promise<Master> {
  const above = new Float64Array(WIDTH);
  let left = 0;
  return paint(WIDTH, HEIGHT, (x, y, rgb) => {
    rgb.fill(0);
    shoot(x, y, 1, rgb);
    const seen = rgb[1];
    // Only where the light jumps do more rays pay: they take the stairs off thin edges and calm the sparkle.
    const jump = Math.max(Math.abs(seen - left), Math.abs(seen - above[x]));
    if (jump > 0.04) {
      const grid = jump > 0.2 ? 4 : 2;
      rgb.fill(0);
      for (let k = 0; k < grid * grid; k++) {
        const dx = ((k % grid) + 0.5) / grid - 0.5;
        const dy = (Math.floor(k / grid) + 0.5) / grid - 0.5;
        shoot(x + dx * 1.4, y + dy * 1.4, 1 / grid ** 2, rgb);
      }
    }
    left = seen;
    above[x] = seen;
  });
}
