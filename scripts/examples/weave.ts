import { blur, type Field, field, type Master, paint } from './canvas.js';
import { type Ridge, ridges } from './drape.js';
import { fractal, noise } from './noise.js';
import { clamp, gather, ink, mix, ramp, vignette } from './shade.js';
import { type Yarn, yarn } from './yarn.js';

const SIZE = 2400;
const PITCH = 13.5;
const INDIGO = ink('#2f527f');
const ECRU = ink('#ece2cb');
const TURN = -0.13;
const FLAP = 620;

/** One layer of the folded cloth, seen from above; lengths in pixels, top layer first. */
interface Layer {
  middle: readonly [number, number];
  half: readonly [number, number];
  angle: number;
  /** Radius of the rolled edge: large at a fold, small at a cut edge. */
  roll: number;
  lift: number;
  /** The lower right corner may be missing, or be this layer: turned back, its other side up. */
  corner: 'whole' | 'cut' | 'turned';
}

const TOP = { middle: [1150, 1080], half: [850, 700], angle: TURN, roll: 50 } as const;
const LAYERS: Layer[] = [
  { ...TOP, lift: 175, corner: 'turned' },
  { ...TOP, lift: 110, corner: 'cut' },
  { middle: [1190, 1170], half: [905, 800], angle: TURN - 0.02, roll: 44, lift: 55, corner: 'whole' },
  { middle: [1225, 1235], half: [950, 850], angle: TURN + 0.014, roll: 36, lift: 0, corner: 'whole' },
];

/** Where a pixel falls on a layer: threads' coordinates in pixels, and the distance to its edge (inside < 0). */
interface Spot {
  u: number;
  v: number;
  edge: number;
}

function locate(layer: Layer, x: number, y: number, spot: Spot): void {
  // Each layer's outline wanders a little on its own, as hand-folded cloth does.
  const own = layer.lift / 40;
  const dx = x - layer.middle[0] + 46 * (noise(x / 460 + own, y / 460, 61) - 0.5);
  const dy = y - layer.middle[1] + 46 * (noise(x / 420, y / 420 + own, 62) - 0.5);
  const cos = Math.cos(layer.angle);
  const sin = Math.sin(layer.angle);
  let u = dx * cos + dy * sin;
  let v = dy * cos - dx * sin;
  const [halfU, halfV] = layer.half;
  const crease = halfU + halfV - FLAP;
  const beyond = (u + v - crease) * Math.SQRT1_2;
  if (layer.corner === 'turned') [u, v] = [crease - v, crease - u];
  const round = 36;
  const qu = Math.abs(u) - halfU + round;
  const qv = Math.abs(v) - halfV + round;
  const box = Math.hypot(Math.max(qu, 0), Math.max(qv, 0)) + Math.min(Math.max(qu, qv), 0) - round;
  spot.u = u;
  spot.v = v;
  spot.edge = layer.corner === 'whole' ? box : Math.max(box, beyond);
}

// The upper side's handling: long soft folds, and the pressed lines of an earlier folding.
const FOLDS: readonly Ridge[] = [
  [-820, -430, 120, -180, 62, 44],
  [-300, -680, 60, -330, 50, 34],
  [330, -690, 190, -40, 56, 38],
  [840, -330, 380, -120, 54, 36],
  [-840, 80, -180, 360, 66, 46],
  [-760, 430, 60, 520, 50, 30],
  [-60, 690, 30, 260, 58, 34],
];

/** Height of the cloth's folds in pixels. */
function drape(u: number, v: number): number {
  const press = 9 * Math.exp(-(((u + 170) / 14) ** 2)) - 12 * Math.exp(-(((v + 60) / 17) ** 2));
  return ridges(FOLDS, u, v) + press + 60 * noise(u / 900 + 3, v / 820 + 5, 63);
}

/** A hem: the cloth doubled for 62 pixels inside the edge and held by a row of stitches. */
function hem(spot: Spot, layer: Layer): number {
  const inside = -spot.edge;
  const fold = 9 * ramp(74, 66, inside);
  const stitch = Math.exp(-(((inside - 54) / 5) ** 2));
  const beat = 0.5 + 0.5 * Math.sin((spot.u + spot.v) / 7.5);
  return layer.corner === 'turned' ? 0 : fold - stitch * (10 - 13 * beat);
}

/** Rise over the next pixel, or from the one before where the layer ends, so that edges keep their slope. */
function slope(heights: Float32Array, layerAt: Int8Array, at: number, step: number): number {
  if (layerAt[at + step] === layerAt[at]) return heights[at + step] - heights[at];
  return layerAt[at - step] === layerAt[at] ? heights[at] - heights[at - step] : 0;
}

/** Draws the folded two-colour twill; master 2400 by 2400. */
export async function drawWeave(): Promise<Master> {
  const spot: Spot = { u: 0, v: 0, edge: 0 };
  const found: Yarn = { height: 0, warp: false, tone: 1 };
  const layerAt = new Int8Array(SIZE * SIZE).fill(-1);
  const relief: Field = field(SIZE, SIZE, (x, y) => {
    const index = LAYERS.findIndex((layer) => {
      locate(layer, x, y, spot);
      return spot.edge < 0;
    });
    layerAt[y * SIZE + x] = index;
    if (index < 0) return 0;
    const layer = LAYERS[index];
    const rise = 1 - clamp(-spot.edge / layer.roll);
    const rolled = layer.roll * (Math.sqrt(1 - rise * rise) - 1);
    yarn(spot.u / PITCH, spot.v / PITCH, layer.corner === 'turned', found);
    return layer.lift + rolled + drape(spot.u, spot.v) + hem(spot, layer) + found.height * PITCH * 0.55;
  });
  const broad = blur(relief, 13).data;
  const ground = blur(relief, 55).data;
  return paint(SIZE, SIZE, (x, y, rgb) => {
    const at = y * SIZE + x;
    const index = layerAt[at];
    let shadow = 1;
    for (let upper = 0; upper < (index < 0 ? LAYERS.length : index); upper++) {
      locate(LAYERS[upper], x - 34, y - 46, spot);
      shadow *= 1 - 0.5 * ramp(34, -44, spot.edge);
      locate(LAYERS[upper], x, y, spot);
      shadow *= 1 - 0.4 * Math.exp(-Math.max(0, spot.edge) / 16);
    }
    const lens = vignette(x / SIZE, y / SIZE, 0.3) * mix(1.08, 0.9, (x + y) / (2 * SIZE));
    if (index < 0) {
      const grain = 0.97 + 0.06 * (fractal(x / 3, y / 3, 66, 2) - 0.5);
      const level = 0.72 * lens * shadow * grain;
      rgb[0] = level;
      rgb[1] = level * 0.98;
      rgb[2] = level * 0.95;
      return;
    }
    const layer = LAYERS[index];
    locate(layer, x, y, spot);
    yarn(spot.u / PITCH, spot.v / PITCH, layer.corner === 'turned', found);
    const sx = clamp(slope(relief.data, layerAt, at, 1), -1.7, 1.7);
    const sy = clamp(slope(relief.data, layerAt, at, SIZE), -1.7, 1.7);
    const norm = 1 / Math.hypot(sx, sy, 1);
    const light = gather(-sx * norm, sy * norm, norm);
    const depth = mix(0.16, 1, ramp(-0.6, 0.5, found.height));
    // The threads' contrast hides the folds, so these get a light of their own, as from a raking lamp.
    const across = broad[at + 3] - broad[at - 3];
    const down = broad[at + 3 * SIZE] - broad[at - 3 * SIZE];
    const tilt = clamp(across * 0.55 + down * 0.7, -3.4, 1.1);
    const hollow = clamp((broad[at] - ground[at]) / 60, -1, 1);
    const folds = Math.exp(0.27 * tilt + 0.3 * hollow);
    const level = light * depth * shadow * lens * found.tone * folds;
    const dye = found.warp ? INDIGO : ECRU;
    for (let c = 0; c < 3; c++) rgb[c] = dye[c] * level + 0.006 * light;
  });
}
