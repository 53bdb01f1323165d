import { fractal, noise } from './noise.js';
import { FRAME, type Part } from './pattern.js';
import { fresnel, gather, ink, studio } from './shade.js';

const WOOD = ink('#b98a58');

/** Slope of a round part at a pixel; `scale` is its thickness in pixels. Returns a normal, y up. */
function normal(part: Part, at: number, scale: number): [number, number, number] {
  const { data } = part.rise;
  const sx = (data[at + 1] - data[at - 1]) * scale;
  const sy = (data[at + FRAME.width] - data[at - FRAME.width]) * scale;
  const nz = 1 / Math.hypot(sx, sy, 1);
  return [-sx * nz, sy * nz, nz];
}

const mirrored = ([nx, ny, nz]: [number, number, number], rough: number) =>
  studio(2 * nz * nx, 2 * nz * ny, 2 * nz * nz - 1, rough);

/** Light from the hanger's varnished wood at pixel x, y. */
export function shadeWood(part: Part, x: number, y: number, rgb: Float64Array): void {
  const facing = normal(part, y * FRAME.width + x, 14);
  const grain = 0.8 + 0.35 * fractal(x / 90, y / 7 + noise(x / 200, y / 40, 70) * 5, 74, 3);
  const light = gather(...facing) * grain;
  const shine = fresnel(0.04, facing[2]) * mirrored(facing, 0.25);
  for (let c = 0; c < 3; c++) rgb[c] = WOOD[c] * light + shine;
}

/** Light from the steel hook at pixel x, y. */
export function shadeSteel(part: Part, x: number, y: number, rgb: Float64Array): void {
  rgb.fill(0.08 + 0.6 * mirrored(normal(part, y * FRAME.width + x, 8), 0.08));
}
