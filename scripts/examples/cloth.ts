import { blur, type Field, field } from './canvas.js';
import { knit, type Stitch } from './knit.js';
import { FRAME, type Part } from './pattern.js';
import { type Place, type Spot, WALE } from './placement.js';
import { clamp, gather, ink, mix, ramp } from './shade.js';

/** The stripes' dye. */
export const NAVY = ink('#27344f');
const CREAM = ink('#ece3d0');

/** A knitted part with its height in pixels, sharp and softened. */
export interface Cloth {
  part: Part;
  place: Place;
  relief: Field;
  broad: Field;
}

const found: Stitch = { height: 0, row: 0, tone: 1 };
const spot: Spot = { u: 0, v: 0, fold: 0, groove: 0, striped: false };

/** Knits a part; `bulge` is how far its middle stands over its outline, pixels. */
export function knitCloth(part: Part, bulge: number, place: Place): Cloth {
  const relief = field(FRAME.width, FRAME.height, (x, y) => {
    const at = y * FRAME.width + x;
    if (part.mask.data[at] === 0) return 0;
    place(x, y, spot);
    knit(spot.u, spot.v, found);
    return bulge * part.rise.data[at] + spot.fold + found.height * WALE * 0.68;
  });
  return { part, place, relief, broad: blur(relief, 10) };
}

/** Light from a knitted part at pixel x, y. */
export function shadeCloth(cloth: Cloth, x: number, y: number, rgb: Float64Array): void {
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
