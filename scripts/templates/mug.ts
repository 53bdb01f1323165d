import { type Master, paint } from '../examples/canvas.js';
import { fractal, hash } from '../examples/noise.js';
import { clamp, fresnel, mix, ramp, studio } from '../examples/shade.js';
import { camera } from './camera.js';
import { common, joined, lightSeen, meet, normalAt, openness, type Solid } from './solid.js';
import type { Drawn } from './template.js';

const SIZE = { width: 1800, height: 1600 } as const;

/** Radius 1; height, wall and floor of the cup in radii. */
const TALL = 2.36;
const WALL = 0.085;

/** The handle: an oval ring in the plane of the cup's axis. */
const HANDLE = { x: 1.06, y: 1.2, wide: 0.58, tall: 0.72, thick: 0.15 } as const;

/** The handle is turned towards the viewer by this, radians. */
const TURN = 0.38;
const [COS, SIN] = [Math.cos(TURN), Math.sin(TURN)];

function cup(x: number, y: number, z: number): number {
  const r = Math.hypot(x, z);
  // A foot that is a little narrower, as it comes from the mould.
  const outer = r - 1 + 0.03 * ramp(0.12, 0, y);
  const block = common(outer, Math.max(-y, y - TALL), 0.07);
  const hollow = common(r - (1 - WALL), 0.14 - y, 0.3);
  return common(block, -hollow, 0.075) * 0.92;
}

function handle(x: number, y: number, z: number): number {
  const [u, w] = [x * COS - z * -SIN, -x * SIN + z * COS];
  const [dx, dy] = [u - HANDLE.x, y - HANDLE.y];
  const angle = Math.atan2(dy / HANDLE.tall, dx / HANDLE.wide);
  const ring = Math.hypot(dx - HANDLE.wide * Math.cos(angle), dy - HANDLE.tall * Math.sin(angle));
  const section = Math.hypot(ring * 1.12, w * 0.82) - HANDLE.thick;
  // Nothing of it stands inside of the cup.
  return Math.max(section * 0.85, -(Math.hypot(x, z) - (1 - WALL / 2)));
}

const mug: Solid = (x, y, z) => joined(cup(x, y, z), handle(x, y, z), 0.12);
const all: Solid = (x, y, z) => Math.min(mug(x, y, z), y);

const VIEW = { from: [-0.25, 3.35, 9.6], at: [0.26, 1.08, 0], focal: 2.3 } as const;
const KEY = [-0.62, 0.62, 0.48] as const;
const FILL = [0.8, 0.35, 0.5] as const;

/** Table of light oak veneer, out of focus towards the wall. */
function table(x: number, z: number, rgb: Float64Array): void {
  const far = ramp(1.5, -9, z);
  const grain = fractal(x * 0.55 + 3, z * 7, 11, 4) * 0.6 + fractal(x * 2.2, z * 34, 12, 2) * 0.4;
  const streak = mix(grain, 0.5, 0.35 + 0.65 * far);
  const tone = 0.82 + 0.36 * (streak - 0.5);
  rgb[0] = 0.6 * tone;
  rgb[1] = 0.445 * tone;
  rgb[2] = 0.305 * tone;
}

function backdrop(ray: readonly number[], rgb: Float64Array): void {
  const [u, v] = [ray[0] * 2.4, ray[1] * 3.2];
  const glow = Math.exp(-((u + 0.35) ** 2) * 1.4 - (v + 0.35) ** 2 * 1.2);
  const level = 0.3 + 0.3 * glow;
  rgb[0] = level * 0.93;
  rgb[1] = level * 0.985;
  rgb[2] = level;
}

/** Light that a direction brings to a mirror: the studio above the table, the table below. */
function surroundings(x: number, y: number, z: number, rough: number): number {
  return y > 0 ? 0.75 * studio(x, y, z, rough) : mix(0.3, 0.42, clamp(-y));
}

function shadeMug(p: readonly number[], ray: readonly number[], rgb: Float64Array): void {
  const n = normalAt(mug, p[0], p[1], p[2], 0.0016);
  const open = openness(all, p, n, 0.7);
  const lift = [p[0] + n[0] * 0.012, p[1] + n[1] * 0.012, p[2] + n[2] * 0.012];
  const key =
    Math.max(0, n[0] * KEY[0] + n[1] * KEY[1] + n[2] * KEY[2] + 0.12) * lightSeen(all, lift, KEY, 0.55, 5);
  const fill = Math.max(0, n[0] * FILL[0] + n[1] * FILL[1] + n[2] * FILL[2] + 0.25);
  const sky = (0.5 + 0.5 * n[1]) * open;
  const bounce = (0.5 - 0.5 * n[1]) * ramp(2.2, 0, p[1]) * open;
  const diffuse = 0.62 * key + 0.2 * fill * open + 0.16 * sky + 0.1 * open;
  const facing = -(n[0] * ray[0] + n[1] * ray[1] + n[2] * ray[2]);
  const [rx, ry, rz] = [ray[0] + 2 * facing * n[0], ray[1] + 2 * facing * n[1], ray[2] + 2 * facing * n[2]];
  const shine = fresnel(0.05, facing) * 1.9 * surroundings(rx, ry, rz, 0.05) * mix(0.35, 1, open);
  const warm = [1, 0.76, 0.54];
  const glaze = [0.9, 0.895, 0.875];
  for (let c = 0; c < 3; c++) rgb[c] = glaze[c] * (diffuse + 0.3 * bounce * warm[c]) + 0.9 * shine;
}

function shadeTable(p: readonly number[], ray: readonly number[], rgb: Float64Array): void {
  table(p[0], p[2], rgb);
  const up = [0, 1, 0];
  const lift = [p[0], 0.01, p[2]];
  const near = Math.hypot(p[0], p[2]) < 14;
  const open = near
    ? openness(mug, lift, up, 0.9) * mix(0.55, 1, ramp(-0.02, 0.35, mug(p[0], 0.05, p[2])))
    : 1;
  const key = near ? lightSeen(mug, lift, KEY, 0.5, 6) : 1;
  const level = 0.6 * key + 0.34 * open;
  const pool = 0.72 + 0.4 * Math.exp(-((p[0] + 0.6) ** 2 + (p[2] - 0.8) ** 2) / 26);
  // Varnish: the mug stands faintly in it.
  const mirrored = [ray[0], -ray[1], ray[2]];
  const met = near ? meet(mug, lift, mirrored, 0.02, 7) : Number.POSITIVE_INFINITY;
  const gloss = fresnel(0.03, -ray[1]);
  const image = met < 9 ? 0.55 * Math.exp(-met * 0.9) : 0.3;
  for (let c = 0; c < 3; c++) rgb[c] = rgb[c] * level * pool + gloss * image * 0.5;
}

/** Draws a white mug on a table; the print goes around its front. @param scale samples per pixel along a side */
export function drawMug(scale: number): Drawn {
  const [width, height] = [Math.round(SIZE.width * scale), Math.round(SIZE.height * scale)];
  const view = camera({ ...VIEW, width, height });
  const wall = new Float64Array(3);
  const master: Master = paint(width, height, (x, y, rgb) => {
    const ray = view.ray(x + 0.5, y + 0.5);
    const t = meet(mug, VIEW.from, ray, 6.5, 13);
    const floor = ray[1] < 0 ? -VIEW.from[1] / ray[1] : Number.POSITIVE_INFINITY;
    const at = (far: number) => [0, 1, 2].map((i) => VIEW.from[i] + ray[i] * far);
    if (t < floor) shadeMug(at(t), ray, rgb);
    else {
      backdrop(ray, wall);
      rgb.set(wall);
      const end = floor < 40 ? ramp(-11, -7, at(floor)[2]) : 0;
      if (end > 0) {
        shadeTable(at(floor), ray, rgb);
        for (let c = 0; c < 3; c++) rgb[c] = mix(wall[c], rgb[c], end);
      }
    }
    const lens = 1 - 0.22 * (((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2);
    const grain = 1 + 0.012 * (hash(x, y, 5) - 0.5);
    for (let c = 0; c < 3; c++) rgb[c] *= lens * grain * 1.14;
  });
  return { master, ...SIZE, place: printArea() };
}

/** The print: this far to both sides of the middle, radians, and between these heights. */
const AROUND = 0.98;
const MIDDLE = -0.06;
const [LOW, HIGH] = [0.34, 2.0];

function printArea(): Drawn['place'] {
  const view = camera({ ...VIEW, ...SIZE });
  const [columns, rows] = [13, 5];
  const points = Array.from({ length: columns * rows }, (_, i) => {
    const angle = MIDDLE + AROUND * ((2 * (i % columns)) / (columns - 1) - 1);
    const y = mix(HIGH, LOW, Math.floor(i / columns) / (rows - 1));
    return view.project(Math.sin(angle), y, Math.cos(angle));
  });
  const aspect = (2 * AROUND) / (HIGH - LOW);
  return { mesh: { columns, rows, points }, aspect, fit: 'contain', displace: 0, shade: 1, gloss: 0.5 };
}
