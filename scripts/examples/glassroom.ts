import { fractal } from './noise.js';
import { mix, ramp, studio } from './shade.js';
import { TUMBLER } from './tumbler.js';

const WALL = -7;

/** The lit paper behind the glass: a glow low in the middle, falling off to slate at the sides. */
function wall(x: number, y: number): number {
  const glow = Math.exp(-((x / 2.7) ** 2) - ((y - 1.1) / 3.2) ** 2);
  return 0.07 + 0.62 * glow;
}

/** The table with the tumbler's shadow and the pink light that the drink lets through. */
function table(x: number, z: number, rgb: Float64Array, share: readonly number[]): void {
  const reach = Math.hypot(x, z) - TUMBLER.foot;
  const contact = 0.62 * Math.exp(-Math.max(0, reach) / 0.13) * ramp(-0.25, 0.05, reach);
  // The main light stands behind on the left: the shadow falls to the front right.
  const along = x * 0.62 + z * 0.78;
  const across = x * 0.78 - z * 0.62;
  const width = 0.8 + 0.08 * along;
  const body =
    ramp(width + 0.28, width - 0.3, Math.abs(across)) * ramp(-0.4, 0.9, along) * ramp(3.4, 0.9, along);
  const core = Math.exp(-((across / 0.3) ** 2)) * ramp(0.5, 1.1, along) * ramp(2.7, 1, along);
  const streak = 0.7 + 0.6 * fractal(across * 5 + along * 0.4, along * 0.9, 81, 2);
  const behind = ramp(1.5, WALL, z);
  const level = mix(0.47 + 0.17 * Math.exp(-((x / 3) ** 2)), wall(x, 0), behind) * (1 - contact);
  rgb[0] += share[0] * level * (1 - 0.34 * body + 0.5 * core * streak);
  rgb[1] += share[1] * level * (0.985 - 0.56 * body + 0.24 * core * streak);
  rgb[2] += share[2] * level * (0.97 - 0.5 * body + 0.26 * core * streak);
}

/** Adds the light that reaches `at` from the direction `-go`, seen in the room, times `share`, to `rgb`. */
export function scene(
  at: readonly number[],
  go: readonly number[],
  share: readonly number[],
  rgb: Float64Array,
): void {
  if (go[1] < -0.001) {
    // Negative where the ray's last step ran a little through the table.
    const far = at[1] / -go[1];
    const z = at[2] + go[2] * far;
    const x = at[0] + go[0] * far;
    if (z > WALL && z < 9) {
      table(x, z, rgb, share);
      return;
    }
  }
  let light: number;
  if (go[2] < -0.05) {
    const far = (WALL - at[2]) / go[2];
    light = wall(at[0] + go[0] * far, Math.max(0, at[1] + go[1] * far));
  } else light = 0.1 + 2.6 * Math.max(0, studio(go[0], go[1], go[2], 0.02) - 0.3);
  rgb[0] += share[0] * light * 0.97;
  rgb[1] += share[1] * light;
  rgb[2] += share[2] * light * 1.03;
}
