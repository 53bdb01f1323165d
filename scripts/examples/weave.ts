import { blur, type Field, field, type Master, paint } from './canvas.js';
import { drape, hem, LAYERS, locate, type Spot } from './folding.js';
import { fractal } from './noise.js';
import { clamp, gather, ink, mix, ramp, vignette } from './shade.js';
import { type Yarn, yarn } from './yarn.js';

const SIZE = 2400;
const PITCH = 13.5;
const INDIGO = ink('#2f527f');
const ECRU = ink('#ece2cb');
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
