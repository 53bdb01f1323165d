import { amber, BODY, CAP, cap, paper } from './bottle.js';
import { type Master, paint } from './canvas.js';
import { printLabel, SHEET } from './labelart.js';
import { noise } from './noise.js';
import { clamp, mix, ramp, vignette } from './shade.js';

const WIDTH = 2400;
const HEIGHT = 3200;
const AXIS = 1200;
// How far the camera looks down: circles around the axis show as ellipses flattened to this share.
const TILT = 0.09;
const SHEET_TOP = 1370;

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
  const across = (depth + (x - AXIS) * 0.42) / (1250 + Math.max(0, along) * 0.5);
  const cast = 0.46 * Math.exp(-across * across) * ramp(-200, 500, along) * ramp(1500, 500, along);
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
