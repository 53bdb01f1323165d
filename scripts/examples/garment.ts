import { blur, type Field, field, type Master, paint, sample } from './canvas.js';
import { bodyFolds, sleeveFolds } from './drape.js';
import { knit, rib, type Stitch } from './knit.js';
import { fractal, noise } from './noise.js';
import { BORDER, cut, FRAME, type Part } from './pattern.js';
import { clamp, fresnel, gather, ink, mix, ramp, studio, vignette } from './shade.js';

const WALE = 16.5;
const ROW = 12.6;
const CREAM = ink('#ece3d0');
const NAVY = ink('#27344f');
const WOOD = ink('#b98a58');
const SATIN = ink('#f3efe6');

/** A knitted part: where a pixel lies on it, in stitches across and rows down, and its height in pixels. */
interface Cloth {
  part: Part;
  place: (x: number, y: number, spot: Spot) => void;
  relief: Field;
  broad: Field;
}

interface Spot {
  u: number;
  v: number;
  /** Height of folds and ribs, pixels. */
  fold: number;
  /** Depth of the ribs' grooves, 0 to 1. */
  groove: number;
  striped: boolean;
}

const found: Stitch = { height: 0, row: 0, tone: 1 };
const spot: Spot = { u: 0, v: 0, fold: 0, groove: 0, striped: false };

function ribbed(s: Spot, count: number, share: number): void {
  const ridge = rib(count);
  s.fold += 15 * ridge * share;
  s.groove = (1 - ridge) * share;
}

function onBody(x: number, y: number, s: Spot): void {
  s.fold = bodyFolds(x, y);
  // The rows hang through a little and ride over the folds.
  s.u = (x + 0.12 * s.fold) / WALE;
  s.v = (y + ((x - FRAME.middle) / 600) ** 2 * -22 - 0.3 * s.fold) / ROW;
  const share = ramp(BORDER.hem - 6, BORDER.hem + 10, y);
  s.groove = 0;
  s.striped = y > 1010 && share === 0;
  if (share > 0) ribbed(s, s.u / 3, share);
}

const onSleeve = (side: 1 | -1) => (x: number, y: number, s: Spot) => {
  const dx = (x - FRAME.middle) * side - 600;
  const dy = y - 790;
  const across = dx * 0.994 - dy * 0.104;
  const along = dy * 0.994 + dx * 0.104;
  s.fold = sleeveFolds(across, along, side > 0 ? 91 : 95);
  s.u = (across + 0.2 * s.fold) / WALE;
  s.v = (along - 0.5 * s.fold + 8) / ROW;
  const share = ramp(BORDER.cuff - 160, BORDER.cuff - 144, along);
  s.groove = 0;
  s.striped = along > 236 && share === 0;
  if (share > 0) ribbed(s, s.u / 2.8, share);
};

function onCollar(x: number, y: number, s: Spot): void {
  const turn = Math.atan2(x - FRAME.middle, Math.max(y - 560, 1)) * 285;
  s.fold = 0;
  s.u = turn / WALE;
  s.v = Math.hypot(x - FRAME.middle, (y - 560) * 0.9) / ROW;
  s.striped = false;
  ribbed(s, s.u / 2.5, 1);
}

function onBack(x: number, y: number, s: Spot): void {
  s.fold = 0;
  s.groove = 0;
  s.u = x / WALE;
  s.v = (y + ((x - FRAME.middle) / 250) ** 2 * 40) / ROW;
  s.striped = false;
  if (y < 690) ribbed(s, s.u / 2.5, 1);
}

function weaveCloth(part: Part, bulge: number, place: Cloth['place']): Cloth {
  const relief = field(FRAME.width, FRAME.height, (x, y) => {
    const at = y * FRAME.width + x;
    if (part.mask.data[at] === 0) return 0;
    place(x, y, spot);
    knit(spot.u, spot.v, found);
    return bulge * part.rise.data[at] + spot.fold + found.height * WALE * 0.68;
  });
  return { part, place, relief, broad: blur(relief, 10) };
}

function shadeCloth(cloth: Cloth, x: number, y: number, rgb: Float64Array): void {
  const at = y * FRAME.width + x;
  const { data } = cloth.relief;
  const wide = cloth.broad.data;
  const sx = clamp(data[at + 1] - data[at], -1.6, 1.6);
  const sy = clamp(data[at + FRAME.width] - data[at], -1.6, 1.6);
  const norm = 1 / Math.hypot(sx, sy, 1);
  const tilt =
    (wide[at + 4] - wide[at - 4]) * 0.6 + (wide[at + 4 * FRAME.width] - wide[at - 4 * FRAME.width]) * 0.45;
  cloth.place(x, y, spot);
  knit(spot.u, spot.v, found);
  const folds = Math.exp(0.2 * clamp(tilt, -4.5, 1.6));
  const depth = mix(0.42, 1, ramp(0, 0.34, found.height)) * (1 - 0.5 * spot.groove);
  const level = gather(-sx * norm, sy * norm, norm) * folds * depth * found.tone;
  const navy = spot.striped && ((found.row % 21) + 21) % 21 < 7;
  const wool = navy ? NAVY : CREAM;
  for (let c = 0; c < 3; c++) rgb[c] = wool[c] * level * 0.97 + 0.004;
}

/** Draws the striped jumper on its hanger; master 2400 by 3200. */
export async function drawGarment(): Promise<Master> {
  const parts = await cut();
  const { width, height, middle } = FRAME;
  const collarMask = parts.collar.mask.data;
  for (let at = 0; at < collarMask.length; at++) collarMask[at] *= parts.body.mask.data[at];
  const inside = weaveCloth(parts.inside, 0, onBack);
  const sleeves = [weaveCloth(parts.left, 44, onSleeve(-1)), weaveCloth(parts.right, 44, onSleeve(1))];
  const body = weaveCloth(parts.body, 44, onBody);
  const collar = weaveCloth(parts.collar, 24, onCollar);
  const whole = field(width, height, (x, y) => {
    const at = y * width + x;
    const { left, right, hook } = parts;
    return Math.max(parts.body.mask.data[at], left.mask.data[at], right.mask.data[at], hook.mask.data[at]);
  });
  const wallShadow = blur(whole, 44);
  const bodyShadow = blur(parts.body.mask, 20);
  const collarShadow = blur(parts.collar.mask, 11);
  const top = new Float64Array(3);
  const lay = (share: number, dim: number, rgb: Float64Array) => {
    for (let c = 0; c < 3; c++) rgb[c] = mix(rgb[c], top[c] * dim, share);
  };
  return paint(width, height, (x, y, rgb) => {
    const at = y * width + x;
    const plaster = 0.985 + 0.03 * fractal(x / 60, y / 60, 68, 3);
    const fall = mix(0.76, 0.6, ramp(200, 2300, x * 0.7 + y * 0.35));
    const wall = fall * plaster * (1 - 0.46 * sample(wallShadow, x - 62, y - 58));
    rgb[0] = wall;
    rgb[1] = wall * 0.975;
    rgb[2] = wall * 0.94;
    const border = x < 8 || y < 8 || x > width - 9 || y > height - 9;
    if (parts.inside.mask.data[at] > 0 && !border) {
      shadeCloth(inside, x, y, top);
      const deep = mix(0.82, 0.4, ramp(640, 860, y)) * (1 - 0.25 * ramp(120, 250, Math.abs(x - middle)));
      lay(parts.inside.mask.data[at], deep, rgb);
    }
    if (parts.tag.mask.data[at] > 0) {
      const threads = 0.93 + 0.05 * Math.sin(y * 1.57) + 0.04 * noise(x / 7, y / 1.5, 69);
      const shine = 0.85 + 0.16 * Math.sin((x - 1080) / 74);
      for (let c = 0; c < 3; c++) top[c] = mix(SATIN[c], NAVY[c], parts.letters.data[at]) * threads * shine;
      lay(parts.tag.mask.data[at], 0.72 * mix(0.8, 1, parts.tag.rise.data[at]), rgb);
    }
    hanger(parts.wood, WOOD, x, y, at, rgb, lay, top);
    hanger(parts.hook, undefined, x, y, at, rgb, lay, top);
    for (const sleeve of sleeves) {
      if (sleeve.part.mask.data[at] === 0) continue;
      shadeCloth(sleeve, x, y, top);
      lay(sleeve.part.mask.data[at], 1 - 0.62 * ramp(0, 0.85, sample(bodyShadow, x - 14, y - 22)), rgb);
    }
    if (parts.body.mask.data[at] > 0) {
      shadeCloth(body, x, y, top);
      lay(parts.body.mask.data[at], 1 - 0.5 * ramp(0, 0.9, sample(collarShadow, x - 5, y - 12)), rgb);
    }
    if (collarMask[at] > 0) {
      shadeCloth(collar, x, y, top);
      lay(collarMask[at], 1, rgb);
    }
    const lens = vignette(x / width, y / height, 0.26);
    for (let c = 0; c < 3; c++) rgb[c] *= lens;
  });
}

/** Lays the hanger's wood, or without a colour its steel hook, over the picture. */
function hanger(
  part: Part,
  colour: typeof WOOD | undefined,
  x: number,
  y: number,
  at: number,
  rgb: Float64Array,
  lay: (share: number, dim: number, rgb: Float64Array) => void,
  top: Float64Array,
): void {
  const { data } = part.rise;
  if (part.mask.data[at] === 0) return;
  const scale = colour ? 14 : 8;
  const sx = (data[at + 1] - data[at - 1]) * scale;
  const sy = (data[at + FRAME.width] - data[at - FRAME.width]) * scale;
  const nz = 1 / Math.hypot(sx, sy, 1);
  const shine = studio(-2 * nz * nz * sx, 2 * nz * nz * sy, 2 * nz * nz - 1, colour ? 0.25 : 0.08);
  const grain = 0.8 + 0.35 * fractal(x / 90, y / 7 + noise(x / 200, y / 40, 70) * 5, 74, 3);
  const light = gather(-sx * nz, sy * nz, nz) * grain;
  for (let c = 0; c < 3; c++)
    top[c] = colour ? colour[c] * light + fresnel(0.04, nz) * shine : 0.08 + 0.6 * shine;
  lay(part.mask.data[at], 1, rgb);
}
