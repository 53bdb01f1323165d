import { type Master, paint, sample } from './canvas.js';
import { printLabel, SHEET } from './labelart.js';
import { fractal, noise } from './noise.js';
import { clamp, fresnel, gather, ink, mix, ramp, studio, vignette } from './shade.js';

const WIDTH = 2400;
const HEIGHT = 3200;
const AXIS = 1200;
// How far the camera looks down: circles around the axis show as ellipses flattened to this share.
const TILT = 0.09;
const CAP = { top: 360, low: 800, radius: 300 };
const BODY = { shoulder: 830, low: 2800, radius: 620 };
const SHEET_TOP = 1370;
const GREEN = ink('#3f5a3c');
const PAPER = ink('#efe9dc');

/** Radius of the bottle at each height down the axis, corners softened. */
function profile(): Float32Array {
  const raw = Float32Array.from({ length: HEIGHT }, (_, y) => {
    if (y < CAP.low) return CAP.radius - 10 * ramp(CAP.top + 24, CAP.top, y);
    if (y < BODY.shoulder) return CAP.radius - 45;
    const slope = clamp((y - BODY.shoulder) / 420);
    const neck = CAP.radius - 40;
    const foot = 46 * (1 - Math.sqrt(1 - clamp((y - BODY.low + 70) / 70) ** 2));
    return neck + (BODY.radius - neck) * Math.sqrt(1 - (1 - slope) ** 2.4) - foot;
  });
  return raw.map((_, y) => {
    const reach = y > CAP.low + 12 ? 10 : 2;
    let sum = 0;
    for (let k = -reach; k <= reach; k++) sum += raw[clamp(y + k, 0, HEIGHT - 1)];
    return sum / (2 * reach + 1);
  });
}

/** Light of the sweep behind and below the bottle, with the shadow that the bottle throws. */
function sweep(x: number, y: number, rgb: Float64Array): void {
  const floor = ramp(2150, 2750, y);
  const glow = Math.exp(-(((x - 1050) / 1300) ** 2) - ((y - 1500) / 1500) ** 2);
  const level = mix(0.44 + 0.26 * glow, 0.64 + 0.08 * ramp(2700, 3200, y), floor);
  const depth = (y - BODY.low) / TILT;
  const reach = Math.hypot(x - AXIS, depth) - BODY.radius;
  const contact = 0.72 * Math.exp(-Math.max(0, reach) / 150) * ramp(-1100, -300, depth);
  const along = Math.max(0, x - AXIS) * 0.9 - depth * 0.12;
  const across = (depth + (x - AXIS) * 0.42) / (620 + Math.max(0, along) * 0.35);
  const cast = 0.42 * Math.exp(-across * across) * ramp(-200, 500, along) * ramp(1500, 500, along);
  const shade = (1 - contact) * (1 - cast * floor) * vignette(x / WIDTH, y / HEIGHT, 0.22);
  const warm = cast * floor * 0.25 * level;
  rgb[0] = level * shade * 1.0 + warm;
  rgb[1] = level * shade * 0.99 + warm * 0.55;
  rgb[2] = level * shade * 0.965;
}

/** Draws the amber bottle with its printed label; master 2400 by 3200. */
export async function drawLabel(): Promise<Master> {
  const plates = await printLabel();
  const radius = profile();
  return paint(WIDTH, HEIGHT, (x, y, rgb) => {
    sweep(x, y, rgb);
    const dx = x - AXIS;
    let axial = y;
    let near = 0;
    for (let round = 0; round < 5; round++) {
      const r = radius[clamp(Math.round(axial), 0, HEIGHT - 1)];
      near = Math.sqrt(Math.max(0, r * r - dx * dx));
      axial = y - TILT * near;
    }
    const capHalf = Math.sqrt(Math.max(0, (CAP.radius - 10) ** 2 - dx * dx)) * TILT;
    if (axial < CAP.top && Math.abs(dx) < CAP.radius - 10 && Math.abs(y - CAP.top) < capHalf) {
      const sheen = 0.035 + 0.12 * ramp(500, -700, dx + (CAP.top - y) * 6) + 0.02 * noise(x / 3, y / 3, 4);
      rgb.fill(sheen);
      return;
    }
    const row = clamp(Math.round(axial), 1, HEIGHT - 2);
    const r = radius[row];
    const inside = clamp(r - Math.abs(dx)) * clamp(BODY.low - axial) * clamp(axial - CAP.top);
    if (inside <= 0) return;
    const swell = (radius[row + 1] - radius[row - 1]) / 2;
    const norm = 1 / Math.hypot(1, swell);
    const side = clamp(dx / r, -1, 1);
    const turn = Math.asin(side);
    const ny = swell * norm;
    const sheet = { u: SHEET.width / 2 + turn * BODY.radius, v: axial - SHEET_TOP };
    const onSheet = sheet.v > 0 && sheet.v < SHEET.height;
    const back: [number, number, number] = [rgb[0], rgb[1], rgb[2]];
    if (axial < CAP.low) cap(turn, axial, ny, rgb);
    else if (onSheet) {
      paper(sheet.u, sheet.v, side, Math.cos(turn), rgb, plates);
    } else amber(side, Math.cos(turn), ny, norm, axial, rgb);
    for (let c = 0; c < 3; c++) rgb[c] = mix(back[c], rgb[c], inside);
  });
}

function cap(turn: number, axial: number, ny: number, rgb: Float64Array): void {
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

function paper(
  u: number,
  v: number,
  nx: number,
  nz: number,
  rgb: Float64Array,
  plates: Awaited<ReturnType<typeof printLabel>>,
): void {
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
function amber(nx: number, nz: number, ny: number, norm: number, axial: number, rgb: Float64Array): void {
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
