import { sample } from './canvas.js';
import { type Plates, SHEET } from './labelart.js';
import { fractal, noise } from './noise.js';
import { fresnel, gather, ink, mix, ramp, studio } from './shade.js';

/** Heights and radii of the cap and the body, pixels. */
export const CAP = { top: 360, low: 800, radius: 300 };
export const BODY = { shoulder: 830, low: 2800, radius: 620 };
const GREEN = ink('#3f5a3c');
const PAPER = ink('#efe9dc');

/** Light from the ribbed black cap, `turn` radians round from the front, `axial` pixels down the axis. */
export function cap(turn: number, axial: number, ny: number, rgb: Float64Array): void {
  const ribbed = ramp(CAP.top + 46, CAP.top + 70, axial) * ramp(CAP.low - 30, CAP.low - 54, axial);
  const bent = turn + 0.42 * ribbed * Math.sin(turn * 84);
  const nx = Math.sin(bent);
  const nz = Math.cos(bent);
  const groove = 1 - 0.35 * ribbed * (0.5 - 0.5 * Math.cos(turn * 84));
  const edge = ramp(CAP.low, CAP.low - 10, axial) * 0.7 + 0.3;
  const shine =
    fresnel(0.05, Math.cos(turn)) * studio(2 * nz * nx, 2 * nz * ny + 0.05, 2 * nz * nz - 1, 0.16);
  const level = (0.018 * gather(nx, ny, nz) + shine) * groove * edge;
  rgb[0] = level;
  rgb[1] = level;
  rgb[2] = level * 1.04;
}

/** Light from the printed sheet at u, v of its plates, its normal's x and z being nx and nz. */
export function paper(u: number, v: number, nx: number, nz: number, rgb: Float64Array, plates: Plates): void {
  const fibre = 0.97 + 0.05 * fractal(u / 5, v / 9, 11, 3) - 0.02 * noise(u / 1.7, v / 1.7, 12);
  const dark = sample(plates.dark, u, v) * (0.94 + 0.06 * noise(u / 2, v / 2, 13));
  const green = sample(plates.green, u, v);
  const tooth = 0.05 * (fractal(u / 4, v / 4, 14, 2) - 0.5);
  const edge = 0.75 + 0.25 * ramp(0, 5, Math.min(v, SHEET.height - v));
  // The turned-away sides also lose the light that the table and the walls throw back.
  const light = gather(nx + tooth, tooth, nz) * edge * mix(0.72, 1, nz ** 0.8);
  const sheen = fresnel(0.025, nz) * studio(2 * nz * nx, 0.08, 2 * nz * nz - 1, 0.4) * 0.6;
  for (let c = 0; c < 3; c++) {
    const printed = mix(mix(PAPER[c] * fibre, GREEN[c], green), 0.022, dark);
    rgb[c] = printed * light + sheen;
  }
}

/** Filled brown glass: the bright sweep seen through it, turned round as by a lens, plus the boxes' images. */
export function amber(
  nx: number,
  nz: number,
  ny: number,
  norm: number,
  axial: number,
  rgb: Float64Array,
): void {
  const seen = Math.abs(nx - 0.08) ** 1.5;
  const through = mix(0.85, 0.06, ramp(0.25, 0.96, seen)) * (0.75 + 0.3 * ramp(-0.2, 0.8, nx));
  const foot = ramp(BODY.low - 150, BODY.low - 20, axial);
  const path = 0.75 + 0.75 * nz - 0.4 * foot + 0.5 * ramp(0.25, 0.9, ny);
  const x = nx * norm;
  const z = nz * norm;
  const shine = fresnel(0.05, z) * studio(2 * z * x, 2 * z * ny, 2 * z * z - 1, 0.03);
  const inner = 0.05 * ramp(0.5, 0.62, nx) * ramp(0.84, 0.7, nx) * (0.4 + foot);
  rgb[0] = through * Math.exp(-0.55 * path) + shine + inner * 1.2;
  rgb[1] = through * Math.exp(-1.75 * path) + shine + inner * 0.5;
  rgb[2] = through * Math.exp(-4.2 * path) + shine + inner * 0.08;
}
