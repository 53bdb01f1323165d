import { type Ridge, ridges } from './drape.js';
import { noise } from './noise.js';
import { ramp } from './shade.js';

const TURN = -0.13;
const FLAP = 620;

/** One layer of the folded cloth, seen from above; lengths in pixels, top layer first. */
export interface Layer {
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
/** The folded cloth, top layer first. */
export const LAYERS: Layer[] = [
  { ...TOP, lift: 175, corner: 'turned' },
  { ...TOP, lift: 110, corner: 'cut' },
  { middle: [1190, 1170], half: [905, 800], angle: TURN - 0.02, roll: 44, lift: 55, corner: 'whole' },
  { middle: [1225, 1235], half: [950, 850], angle: TURN + 0.014, roll: 36, lift: 0, corner: 'whole' },
];

/** Where a pixel falls on a layer: threads' coordinates in pixels, and the distance to its edge (inside < 0). */
export interface Spot {
  u: number;
  v: number;
  edge: number;
}

/** Finds where pixel x, y of the master falls on a layer. */
export function locate(layer: Layer, x: number, y: number, spot: Spot): void {
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
export function drape(u: number, v: number): number {
  const press = 9 * Math.exp(-(((u + 170) / 14) ** 2)) - 12 * Math.exp(-(((v + 60) / 17) ** 2));
  return ridges(FOLDS, u, v) + press + 60 * noise(u / 900 + 3, v / 820 + 5, 63);
}

/** A hem: the cloth doubled for 62 pixels inside the edge and held by a row of stitches. */
export function hem(spot: Spot, layer: Layer): number {
  const inside = -spot.edge;
  const fold = 9 * ramp(74, 66, inside);
  const stitch = Math.exp(-(((inside - 54) / 5) ** 2));
  const beat = 0.5 + 0.5 * Math.sin((spot.u + spot.v) / 7.5);
  return layer.corner === 'turned' ? 0 : fold - stitch * (10 - 13 * beat);
}
