/** Holds a number between two bounds. */
export function clamp(value: number, low = 0, high = 1): number {
  return value < low ? low : Math.min(value, high);
}

/** Smooth step: 0 at or before `from`, 1 at or after `to`. */
export function ramp(from: number, to: number, value: number): number {
  const t = clamp((value - from) / (to - from));
  return t * t * (3 - 2 * t);
}

/** Weighted mean: `a` at share 0, `b` at share 1. */
export function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

/** Three numbers: a colour in linear light, or a direction with x right, y up and z towards the viewer. */
export type Triple = readonly [number, number, number];

/** A colour written as in a design tool, '#rrggbb', as linear light. */
export function ink(hex: string): Triple {
  const part = (at: number) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255 + 0.055) / 1.055;
  return [part(1) ** 2.4, part(3) ** 2.4, part(5) ** 2.4];
}

/** Mirror-like share of a surface seen at cosine `facing` (1 head-on); `base` is its share head-on, 0 to 1. */
export function fresnel(base: number, facing: number): number {
  const grazing = 1 - clamp(facing);
  return base + (1 - base) * grazing * grazing * grazing * grazing * grazing;
}

const window = (value: number, low: number, high: number, soft: number) =>
  ramp(low - soft, low + soft, value) * (1 - ramp(high - soft, high + soft, value));

/**
 * Light that the photographer's studio sends from a direction (unit length): a large soft box on the left, a
 * strip on the right, one overhead, a bright table. `rough` in radians, 0.01 a mirror to 0.5 a dull surface.
 */
export function studio(x: number, y: number, z: number, rough: number): number {
  const turn = Math.atan2(x, z);
  const lift = Math.asin(clamp(y, -1, 1));
  const key = 2.6 * window(turn, -1.45, -0.75, rough) * window(lift, -0.45, 0.95, rough);
  const strip = 1.5 * window(turn, 1.0, 1.22, rough) * window(lift, -0.6, 0.8, rough);
  const overhead = 1.6 * ramp(0.95 - rough, 1.1 + rough, lift);
  const table = 0.32 * ramp(0.1 + rough, -0.5 - rough, lift);
  return 0.1 + 0.12 * ramp(-0.5, 1, y) + key + strip + overhead + table;
}

/** Light that a matt surface with this normal gathers in the same studio, about 0.2 to 1.15. */
export function gather(x: number, y: number, z: number): number {
  const key = Math.max(0, -0.62 * x + 0.42 * y + 0.66 * z);
  const fill = Math.max(0, 0.75 * x + 0.1 * y + 0.65 * z);
  return 0.2 + 0.1 * y + 0.72 * key + 0.24 * fill;
}

/** Darkening towards the corners as a lens does, 1 in the middle; arguments as shares of the picture. */
export function vignette(x: number, y: number, depth: number): number {
  const dx = x - 0.5;
  const dy = y - 0.5;
  return 1 - depth * 2 * (dx * dx + dy * dy);
}
