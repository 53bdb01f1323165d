import { type Master, paint } from '../examples/canvas.js';
import { fractal, hash, noise } from '../examples/noise.js';
import { clamp, mix, ramp } from '../examples/shade.js';
import { camera } from './camera.js';
import { along, joined, type Limb, lightSeen, limb, meet, normalAt, openness, type Solid } from './solid.js';
import type { Drawn } from './template.js';

const SIZE = { width: 1800, height: 2000 } as const;

/** Heights: hem of the shirt, waist, chest, shoulder, neck. The shirt is about 2.1 wide. */
const HEM = -1.62;

/** A torso's half width and half depth by height, from low to high. */
const FORM: readonly [y: number, wide: number, deep: number][] = [
  [-2.6, 0.98, 0.6],
  [-1.7, 0.97, 0.6],
  [-1.0, 0.86, 0.54],
  [-0.35, 0.81, 0.52],
  [0.3, 0.91, 0.6],
  [0.85, 1.0, 0.64],
  [1.22, 0.97, 0.54],
  [1.5, 0.7, 0.38],
  [1.7, 0.42, 0.27],
  [1.95, 0.25, 0.2],
];

/** Between the middle two of four rows, with slopes that go on (cubic Hermite). */
function smoothly([p, a, b, q]: (typeof FORM)[number][], of: 1 | 2, t: number): number {
  const step = b[0] - a[0];
  const before = ((b[of] - p[of]) / (b[0] - p[0])) * step;
  const after = ((q[of] - a[of]) / (q[0] - a[0])) * step;
  const [t2, t3] = [t * t, t * t * t];
  return (
    (2 * t3 - 3 * t2 + 1) * a[of] + (t3 - 2 * t2 + t) * before + (3 * t2 - 2 * t3) * b[of] + (t3 - t2) * after
  );
}

function formAt(y: number): [number, number] {
  let i = 0;
  while (i < FORM.length - 2 && y > FORM[i + 1][0]) i++;
  const rows = [FORM[Math.max(0, i - 1)], FORM[i], FORM[i + 1], FORM[Math.min(FORM.length - 1, i + 2)]];
  const t = clamp((y - rows[1][0]) / (rows[2][0] - rows[1][0]));
  return [smoothly(rows, 1, t), smoothly(rows, 2, t)];
}

/** Cloth hangs from the chest: below it the shirt is wider than the body. */
function torso(x: number, y: number, z: number, loose: number): number {
  const [wide, deep] = formAt(y);
  const hang = loose * (0.06 + 0.11 * ramp(0.9, -0.4, y));
  const [a, b] = [wide + hang, deep + hang * 0.9];
  // Flatter in front than an ellipse.
  const k = (Math.abs(x) / a) ** 2.35 + (Math.abs(z) / b) ** 2.35;
  return (k ** (1 / 2.35) - 1) * Math.min(a, b);
}

const arm = (side: number, from: number, to: number): Limb => ({
  a: [side * 0.9, 1.18, 0],
  b: [side * 1.9, -3.08, 0.24],
  from,
  to,
});
const SLEEVES = [-1, 1].map((side) => arm(side, 0.36, 0.6));
const ARMS = [-1, 1].map((side) => arm(side, 0.25, 0.14));
/** Share of the arm that a sleeve covers. */
const SLEEVE = 0.215;

const neck: Limb = { a: [0, 1.5, -0.08], b: [0, 2.9, -0.02], from: 0.31, to: 0.27 };

function body(x: number, y: number, z: number): number {
  let d = joined(torso(x, y, z, 0), limb(neck, x, y, z), 0.3);
  for (const part of ARMS) d = joined(d, limb(part, x, y, z), 0.2);
  return d;
}

/** The neck's opening: below the throat in front, higher behind. */
const opening = (x: number, y: number, z: number) => {
  const low = 1.47 - 0.2 * clamp(z * 2.6 + 0.25, 0, 1.25);
  return Math.hypot(x / 0.47, (y - low - 0.42) / 0.44, (z - 0.02) / 0.62) * 0.45 - 0.45;
};

/** The shirt without folds. */
function plain(x: number, y: number, z: number): number {
  let d = torso(x, y, z, 1);
  for (const part of SLEEVES) {
    const t = along(part, x, y, z);
    d = joined(d, Math.max(limb(part, x, y, z), (t - SLEEVE) * 4.2), 0.24);
  }
  d = Math.max(d, HEM + 0.05 * Math.sin(x * 2.2 + 0.6) + 0.02 * x - y);
  return Math.max(d, -opening(x, y, z), y - 1.71);
}

const crease = (u: number, v: number, seed: number) => {
  const w = u + 0.55 * (noise(u * 0.6, v * 0.6, seed + 3) - 0.5);
  const n = 1 - Math.abs(2 * noise(w, v, seed) - 1);
  return n * n * (3 - 2 * n);
};

/** How far folds lift the cloth. */
function folds(x: number, y: number, z: number): number {
  const side = Math.sign(x) || 1;
  const ax = Math.abs(x);
  let sum = 0;
  const across = clamp(x * 4, -1, 1);
  // Drag lines from the armpits, down and towards the middle.
  const [px, py] = [ax - 0.98, y - 0.62];
  const pit = ramp(0.05, 0.4, ax) * Math.exp(-(px * px * 2.4 + (py + 0.25) ** 2 * 1.7));
  const slant = 0.62;
  const u = px * Math.cos(slant) + py * Math.sin(slant);
  const v = -px * Math.sin(slant) + py * Math.cos(slant);
  sum += 0.062 * pit * crease(u * 0.9 + side * 5, v * 4.1, 21);
  // From the shoulders' points across the chest, faint.
  const chest = Math.exp(-((y - 0.75) ** 2) * 2.2) * ramp(0.1, 0.8, ax);
  sum += 0.03 * chest * crease((x * 0.5 + y) * 1.3, (y - across * x * 0.75) * 2.6, 31);
  // Long drapes that hang from the chest, stronger towards the hem.
  const low = ramp(0.45, -1.3, y);
  const bend = x * (1 + 0.1 * y) + 0.12 * Math.sin(y * 1.3 + 1);
  sum += 0.085 * low * crease(bend * 1.75 + 2.3, y * 0.34, 41);
  sum += 0.03 * low * crease(bend * 4.1 + 7, y * 0.7, 43);
  // Cloth that gathers at the waist, towards the sides.
  const waist = Math.exp(-((y + 0.5) ** 2) * 2.4) * ramp(0.25, 0.95, ax);
  sum += 0.045 * waist * crease(ax * 0.9 - y * 0.5, (y + ax * 0.5) * 4.2, 51 + side);
  // Sleeves.
  const sleeve = ramp(0.95, 1.2, ax) * ramp(-0.2, 0.4, y);
  sum += 0.05 * sleeve * crease(ax * 1.6 + z, (y * 1.1 - ax * 0.7) * 3.1, 61 + side);
  // The whole is never quite smooth.
  sum += 0.018 * (fractal(x * 1.9 + 4, y * 1.7 + z, 71, 3) - 0.5);
  return sum;
}

/** Dents of seams and stitches. */
function seams(x: number, y: number, z: number): number {
  let sum = 0;
  const hem = y - (HEM + 0.05 * Math.sin(x * 2.2 + 0.6) + 0.02 * x);
  const dash = 0.75 + 0.25 * Math.sign(Math.sin(x * 150));
  sum +=
    0.006 * dash * (Math.exp(-(((hem - 0.115) / 0.0045) ** 2)) + Math.exp(-(((hem - 0.135) / 0.0045) ** 2)));
  sum += 0.004 * ramp(0.125, 0.105, hem);
  for (const part of SLEEVES) {
    if (x * part.a[0] < 0) continue;
    const t = (along(part, x, y, z) - SLEEVE) * 4.4;
    const near = limb(part, x, y, z) < 0.17 ? 1 : 0;
    sum +=
      0.0035 * near * (Math.exp(-(((t + 0.1) / 0.0045) ** 2)) + Math.exp(-(((t + 0.118) / 0.0045) ** 2)));
    // Where the sleeve is set in.
    const set = Math.abs(x) - 0.9 - 0.28 * (y - 0.95) ** 2;
    sum += 0.005 * ramp(0.42, 0.55, y) * Math.exp(-((set / 0.011) ** 2));
  }
  // The collar: a ribbed band around the opening.
  const rim = opening(x, y, z);
  if (rim < 0.2) {
    const band = ramp(0.085, 0.078, rim);
    const turn = Math.atan2(x, y - 1.9);
    sum -= 0.014 * band;
    sum += 0.0035 * band * ramp(-0.05, 0.2, z) * (0.5 + 0.5 * Math.sin(turn * 190));
    sum += 0.012 * Math.exp(-(((rim - 0.086) / 0.007) ** 2));
    sum += 0.005 * Math.exp(-(((rim - 0.108) / 0.005) ** 2)) * dash;
  }
  return sum;
}

const shirt: Solid = (x, y, z) => {
  const d = plain(x, y, z);
  return d > 0.25 ? d - 0.16 : d - folds(x, y, z) + seams(x, y, z);
};
/** What casts shadows: without folds, whose own shade their slope gives. */
const smooth: Solid = (x, y, z) => Math.min(plain(x, y, z), body(x, y, z));
/** What closes a place in. */
const coarse: Solid = (x, y, z) => {
  const d = plain(x, y, z);
  return Math.min(d > 0.62 ? d - 0.12 : d - folds(x, y, z), body(x, y, z));
};

const VIEW = { from: [0.22, 0.5, 9.2], at: [0, 0.12, 0], focal: 2.14 } as const;
const KEY = unit(-0.66, 0.42, 0.62);
const FILL = unit(0.8, 0.1, 0.6);

function unit(x: number, y: number, z: number): readonly [number, number, number] {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}

function lightAt(p: readonly number[], n: readonly number[]): number {
  const lift = [p[0] + n[0] * 0.03, p[1] + n[1] * 0.03, p[2] + n[2] * 0.03];
  const open = openness(coarse, p, n, 0.5);
  const cosKey = n[0] * KEY[0] + n[1] * KEY[1] + n[2] * KEY[2];
  const key =
    Math.max(0, (cosKey + 0.18) / 1.18) * (cosKey > -0.1 ? lightSeen(smooth, lift, KEY, 0.7, 3) : 0);
  const fill = Math.max(0, (n[0] * FILL[0] + n[1] * FILL[1] + n[2] * FILL[2] + 0.3) / 1.3);
  const sky = 0.5 + 0.5 * n[1];
  return 0.9 * key + (0.13 * fill + 0.11 * sky + 0.03) * open;
}

function shadeShirt(p: readonly number[], ray: readonly number[], rgb: Float64Array): void {
  const n = normalAt(shirt, p[0], p[1], p[2], 0.0026);
  const facing = clamp(-(n[0] * ray[0] + n[1] * ray[1] + n[2] * ray[2]));
  // Fibres stand out against the light at the rim.
  const fuzz = 0.05 * (1 - facing) ** 3;
  const jersey =
    1 + 0.035 * (noise(p[0] * 210, p[1] * 120, 81) - 0.5) + 0.03 * (noise(p[0] * 90, p[1] * 260, 82) - 0.5);
  const inside = plain(p[0], p[1], p[2]) < -0.04 ? 0.6 : 1;
  const level = lightAt(p, n) * jersey * inside + fuzz;
  rgb[0] = 0.86 * level;
  rgb[1] = 0.855 * level;
  rgb[2] = 0.838 * level;
}

function shadeBody(p: readonly number[], ray: readonly number[], rgb: Float64Array): void {
  const n = normalAt(body, p[0], p[1], p[2], 0.003);
  const level = lightAt(p, n);
  const facing = clamp(-(n[0] * ray[0] + n[1] * ray[1] + n[2] * ray[2]));
  const sheen = 0.06 * (1 - facing) ** 2;
  rgb[0] = 0.53 * level + sheen;
  rgb[1] = 0.5 * level + sheen;
  rgb[2] = 0.47 * level + sheen;
}

/** Draws a T-shirt on a mannequin. @param scale samples per pixel along a side */
export function drawTshirt(scale: number): Drawn {
  const [width, height] = [Math.round(SIZE.width * scale), Math.round(SIZE.height * scale)];
  const view = camera({ ...VIEW, width, height });
  const master: Master = paint(width, height, (x, y, rgb) => {
    const ray = view.ray(x + 0.5, y + 0.5);
    const cloth = meet(shirt, VIEW.from, ray, 7.2, 11, 0.62);
    const form = meet(body, VIEW.from, ray, 7.2, 11, 0.8);
    const at = (far: number) => [0, 1, 2].map((i) => VIEW.from[i] + ray[i] * far);
    if (cloth < form) shadeShirt(at(cloth), ray, rgb);
    else if (form < 20) shadeBody(at(form), ray, rgb);
    else {
      const [u, v] = [x / width - 0.36, y / height - 0.4];
      const level = 0.2 + 0.2 * Math.exp(-(u * u * 3.2 + v * v * 2.4));
      const plaster = 0.985 + 0.03 * fractal((x / scale) * 0.02, (y / scale) * 0.02, 91, 3);
      rgb[0] = level * plaster * 0.92;
      rgb[1] = level * plaster * 0.98;
      rgb[2] = level * plaster * 1.02;
    }
    const lens = 1 - 0.2 * (((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2);
    const grain = 1 + 0.014 * (hash(x, y, 5) - 0.5);
    for (let c = 0; c < 3; c++) rgb[c] *= lens * grain * 0.95;
  });
  return { master, ...SIZE, place: printArea() };
}

/** The print's area on the chest. */
const [LEFT, RIGHT, TOP, BOTTOM] = [-0.56, 0.56, 0.86, -0.56];

function printArea(): Drawn['place'] {
  const view = camera({ ...VIEW, ...SIZE });
  const [columns, rows] = [7, 7];
  const points = Array.from({ length: columns * rows }, (_, i) => {
    const x = mix(LEFT, RIGHT, (i % columns) / (columns - 1));
    const y = mix(TOP, BOTTOM, Math.floor(i / columns) / (rows - 1));
    // The smooth form below the folds, found along the depth.
    const far = meet((a, b, c) => torso(a, b, c, 1), [x, y, 2], [0, 0, -1], 0, 3, 0.6);
    return view.project(x, y, 2 - far);
  });
  return {
    mesh: { columns, rows, points },
    aspect: (RIGHT - LEFT) / (TOP - BOTTOM),
    fit: 'contain',
    displace: 0.6,
    shade: 1,
    gloss: 0.1,
  };
}
