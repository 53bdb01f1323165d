import { type Field, field, type Master, paint } from './canvas.js';
import { buckle, type Fitting, rivet } from './fittings.js';
import { grain } from './hide.js';
import { fractal, noise } from './noise.js';
import { MIDDLE, PANELS, punched, stitch } from './panels.js';
import { clamp, fresnel, gather, ink, mix, ramp, studio, vignette } from './shade.js';

const SIZE = 2400;
const COGNAC = ink('#a35a2a');
const EDGE = ink('#4a2413');
const THREAD = ink('#e6d3a8');
const BRASS = [0.98, 0.83, 0.54];

/** Draws the bag's flap with strap, seams, buckle and rivets; master 2400 by 2400. */
export async function drawLeather(): Promise<Master> {
  const sewn: [number, number] = [0, 0];
  const fitting: Fitting = { height: 0, cover: 0, shadow: 0 };
  const owner = new Uint8Array(SIZE * SIZE);
  const metal = new Float32Array(SIZE * SIZE);
  const cord = new Float32Array(SIZE * SIZE);
  const relief: Field = field(SIZE, SIZE, (x, y) => {
    const at = y * SIZE + x;
    const index = PANELS.findIndex((panel) => panel.edge(x, y) < 0);
    const panel = PANELS[index];
    const edge = panel.edge(x, y);
    owner[at] = index;
    stitch(panel, x, y, edge, sewn);
    cord[at] = sewn[1];
    const bevel = 1 - clamp(-edge / 26);
    const swell = 40 * fractal(x / 900, y / 900, panel.seed, 2) + 10 * ramp(150, 30, -edge);
    const skin = grain(x, y, panel.seed) * (1 - 0.8 * bevel) * (1 - sewn[1]);
    fittingAt(x, y, fitting);
    metal[at] = fitting.cover;
    const leather = panel.lift + 26 * (Math.sqrt(1 - bevel * bevel) - 1) + swell + skin + sewn[0];
    return index === 0 ? leather - 30 * punched(x, y) : leather;
  });
  return paint(SIZE, SIZE, (x, y, rgb) => {
    const at = y * SIZE + x;
    const { data } = relief;
    const sx = clamp((data[at + 1] - data[at - 1]) / 2, -3, 3);
    const sy = clamp((data[at + SIZE] - data[at - SIZE]) / 2, -3, 3);
    const norm = 1 / Math.hypot(sx, sy, 1) || 1;
    const [nx, ny] = [-sx * norm || 0, sy * norm || 0];
    const index = owner[at];
    let shadow = 1;
    for (let upper = 0; upper < index; upper++) {
      shadow *= 1 - 0.62 * ramp(26, -40, PANELS[upper].edge(x - 26, y - 36));
      shadow *= 1 - 0.5 * Math.exp(-Math.max(0, PANELS[upper].edge(x, y)) / 14);
    }
    fittingAt(x - 20, y - 28, fitting);
    shadow = mix(shadow * (1 - 0.6 * fitting.shadow), 1, metal[at]);
    const pit = 1 - 0.9 * punched(x, y);
    const lens = vignette(x / SIZE, y / SIZE, 0.42) * mix(1.12, 0.84, (0.5 * x + y) / (1.5 * SIZE));
    skinLight(x, y, nx, ny, norm, rgb, -PANELS[index].edge(x, y), cord[at]);
    if (metal[at] > 0) {
      const shine = brass(x, y);
      for (let c = 0; c < 3; c++) rgb[c] = mix(rgb[c], BRASS[c] * shine, metal[at]);
    }
    for (let c = 0; c < 3; c++) rgb[c] *= shadow * lens * pit;
  });
}

function fittingAt(x: number, y: number, fitting: Fitting): void {
  buckle(x - MIDDLE, y - 1120, fitting);
  if (fitting.cover < 1) rivet(x - MIDDLE, y - 470, fitting);
  if (fitting.cover < 1) rivet(x - MIDDLE + 720, y - 2060, fitting);
  if (fitting.cover < 1) rivet(x - MIDDLE - 760, y - 2060, fitting);
}

/** Light that the metal mirrors; its slope is taken on the metal alone, for the hide's grain ends beneath it. */
function brass(x: number, y: number): number {
  const near: Fitting = { height: 0, cover: 0, shadow: 0 };
  const height = (px: number, py: number) => {
    fittingAt(px, py, near);
    return near.height * near.cover;
  };
  const sx = clamp(height(x + 1, y) - height(x - 1, y), -4, 4) / 2;
  const sy = clamp(height(x, y + 1) - height(x, y - 1), -4, 4) / 2;
  const nz = 1 / Math.hypot(sx, sy, 1);
  const brushed = 0.03 * (noise(x / 2, y / 60, 75) - 0.5);
  const [rx, ry, rz] = [-2 * nz * nz * sx + brushed, 2 * nz * nz * sy, 2 * nz * nz - 1];
  // A flat top mirrors the dark camera side, shaded across as the room is.
  const room = 0.16 * (fractal(x / 300, y / 300, 77, 2) + (SIZE - x - y * 0.6) / (2 * SIZE));
  return 0.06 + room + 0.62 * studio(rx, ry, rz, 0.1);
}

function skinLight(
  x: number,
  y: number,
  nx: number,
  ny: number,
  nz: number,
  rgb: Float64Array,
  inside: number,
  thread: number,
): void {
  const cloud = 0.8 + 0.4 * fractal(x / 260, y / 260, 76, 4);
  const burnt = ramp(34, 6, inside);
  const shine =
    fresnel(0.04, nz) *
    studio(2 * nz * nx, 2 * nz * ny, 2 * nz * nz - 1, 0.42) *
    (1 - 0.6 * thread) *
    (1 - 0.75 * burnt);
  const light = gather(nx, ny, nz);
  for (let c = 0; c < 3; c++) {
    const hide = mix(COGNAC[c] * cloud ** (c + 1), EDGE[c], burnt);
    rgb[c] = mix(hide, THREAD[c] * 0.85, thread) * light + shine * 0.65;
  }
}
