import { bodyFolds, sleeveFolds } from './drape.js';
import { rib } from './knit.js';
import { BORDER, FRAME } from './pattern.js';
import { ramp } from './shade.js';

/** Width of a stitch in master pixels. */
export const WALE = 16.5;
const ROW = 12.6;

/** Where a pixel lies on a knitted part. */
export interface Spot {
  /** Stitches across. */
  u: number;
  /** Rows down. */
  v: number;
  /** Height of folds and ribs, pixels. */
  fold: number;
  /** Depth of the ribs' grooves, 0 to 1. */
  groove: number;
  striped: boolean;
}

/** Finds the place of pixel x, y on a part and writes it into the spot. */
export type Place = (x: number, y: number, spot: Spot) => void;

function ribbed(s: Spot, count: number, share: number): void {
  const ridge = rib(count);
  s.fold += 15 * ridge * share;
  s.groove = (1 - ridge) * share;
}

/** The front, from the shoulders to the ribbed hem. */
export function onBody(x: number, y: number, s: Spot): void {
  s.fold = bodyFolds(x, y);
  // The rows hang through a little and ride over the folds.
  s.u = (x + 0.12 * s.fold) / WALE;
  s.v = (y + ((x - FRAME.middle) / 600) ** 2 * -22 - 0.3 * s.fold) / ROW;
  const share = ramp(BORDER.hem - 6, BORDER.hem + 10, y);
  s.groove = 0;
  s.striped = y > 1010 && share === 0;
  if (share > 0) ribbed(s, s.u / 3, share);
}

/** A sleeve, measured along its own slant; side 1 is the picture's right one. */
export const onSleeve = (side: 1 | -1) => (x: number, y: number, s: Spot) => {
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

/** The neck's front border, its ribs standing square to the neckline. */
export function onCollar(x: number, y: number, s: Spot): void {
  const turn = Math.atan2(x - FRAME.middle, Math.max(y - 560, 1)) * 285;
  s.fold = 0;
  s.u = turn / WALE;
  s.v = Math.hypot(x - FRAME.middle, (y - 560) * 0.9) / ROW;
  s.striped = false;
  ribbed(s, s.u / 2.5, 1);
}

/** The back seen from inside through the neck, below its own border. */
export function onBack(x: number, y: number, s: Spot): void {
  s.fold = 0;
  s.groove = 0;
  s.u = x / WALE;
  s.v = (y + ((x - FRAME.middle) / 250) ** 2 * 40) / ROW;
  s.striped = false;
  if (y < 690) ribbed(s, s.u / 2.5, 1);
}
