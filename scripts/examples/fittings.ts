import { clamp, ramp } from './shade.js';

/** A metal part at one pixel. */
export interface Fitting {
  /** Height over the strap, pixels. */
  height: number;
  /** Share of the pixel that is metal, 0 to 1. */
  cover: number;
  /** The same with an edge about 20 pixels soft, for the shadow. */
  shadow: number;
}

const box = (x: number, y: number, halfX: number, halfY: number, round: number) => {
  const qx = Math.abs(x) - halfX + round;
  const qy = Math.abs(y) - halfY + round;
  return Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - round;
};

/** Height of a bar with round shoulders and a flat back, `d` the distance to its edge (inside negative). */
const bar = (d: number, shoulder: number) => {
  const rise = 1 - clamp(-d / shoulder);
  return shoulder * Math.sqrt(Math.max(0, 1 - rise * rise));
};

/** A cast frame with its pin, centred on 0, 0; the strap passes through it. */
export function buckle(x: number, y: number, out: Fitting): void {
  const frame = Math.abs(box(x, y, 268, 196, 70)) - 32;
  const width = 17 + 3 * ramp(-150, 150, y);
  const pin = box(x, y - 15, width, 205, width);
  const knuckle = box(x, y + 196, 52, 40, 34);
  const top = Math.min(pin, knuckle);
  const d = Math.min(frame, top);
  out.cover = ramp(0.7, -0.7, d);
  out.shadow = ramp(18, -18, d);
  out.height = Math.max(frame < 0 ? bar(frame, 30) : 0, pin < 0 ? 22 + bar(pin, width) : 0);
  if (knuckle < 0) out.height = Math.max(out.height, 20 + bar(knuckle, 34));
}

/** A domed rivet on a flat washer, centred on 0, 0. */
export function rivet(x: number, y: number, out: Fitting): void {
  const far = Math.hypot(x, y);
  const d = far - 62;
  if (d > 30) return;
  const dome = Math.sqrt(Math.max(0, 1 - (far / 47) ** 2)) * 30;
  const washer = 8 * Math.sqrt(1 - (1 - clamp(-d / 8)) ** 2);
  out.cover = ramp(0.7, -0.7, d);
  out.shadow = Math.max(out.shadow, ramp(18, -18, d));
  out.height = washer + (far < 47 ? dome : -3 * ramp(54, 47, far));
}
