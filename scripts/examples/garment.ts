import { blur, field, type Master, paint, sample } from './canvas.js';
import { type Cloth, knitCloth, NAVY, shadeCloth } from './cloth.js';
import { shadeSteel, shadeWood } from './hanger.js';
import { fractal, noise } from './noise.js';
import { cut, FRAME, type Part } from './pattern.js';
import { onBack, onBody, onCollar, onSleeve } from './placement.js';
import { ink, mix, ramp, vignette } from './shade.js';

const SATIN = ink('#f3efe6');

/** Light from the woven neck label, its letters worked in navy. */
function shadeTag(part: Part, letters: number, x: number, y: number, rgb: Float64Array): void {
  const threads = 0.93 + 0.05 * Math.sin(y * 1.57) + 0.04 * noise(x / 7, y / 1.5, 69);
  const shine = 0.85 + 0.16 * Math.sin((x - 1080) / 74);
  const level = 0.72 * threads * shine * mix(0.8, 1, part.rise.data[y * FRAME.width + x]);
  for (let c = 0; c < 3; c++) rgb[c] = mix(SATIN[c], NAVY[c], letters) * level;
}

function shadeWall(x: number, y: number, shadow: number, rgb: Float64Array): void {
  const plaster = 0.985 + 0.03 * fractal(x / 60, y / 60, 68, 3);
  const fall = mix(0.76, 0.6, ramp(200, 2300, x * 0.7 + y * 0.35));
  const wall = fall * plaster * (1 - 0.46 * shadow);
  rgb[0] = wall;
  rgb[1] = wall * 0.975;
  rgb[2] = wall * 0.94;
}

/** Draws the striped jumper on its hanger; master 2400 by 3200. */
export async function drawGarment(): Promise<Master> {
  const parts = await cut();
  const { width, height, middle } = FRAME;
  const inside = knitCloth(parts.inside, 0, onBack);
  const sleeves = [knitCloth(parts.left, 44, onSleeve(-1)), knitCloth(parts.right, 44, onSleeve(1))];
  const body = knitCloth(parts.body, 44, onBody);
  const collar = knitCloth(parts.collar, 24, onCollar);
  const outer = [parts.body, parts.left, parts.right, parts.hook].map(({ mask }) => mask.data);
  const whole = field(width, height, (x, y) => {
    const at = y * width + x;
    return Math.max(outer[0][at], outer[1][at], outer[2][at], outer[3][at]);
  });
  const wallShadow = blur(whole, 44);
  const bodyShadow = blur(parts.body.mask, 20);
  const collarShadow = blur(parts.collar.mask, 11);
  const top = new Float64Array(3);
  return paint(width, height, (x, y, rgb) => {
    const at = y * width + x;
    const lay = (part: Part, dim: number, shade: () => void) => {
      const share = part.mask.data[at];
      if (share === 0) return;
      shade();
      for (let c = 0; c < 3; c++) rgb[c] = mix(rgb[c], top[c] * dim, share);
    };
    const layCloth = (cloth: Cloth, dim: number) => lay(cloth.part, dim, () => shadeCloth(cloth, x, y, top));
    shadeWall(x, y, sample(wallShadow, x - 62, y - 58), rgb);
    const deep = mix(0.82, 0.4, ramp(640, 860, y)) * (1 - 0.25 * ramp(120, 250, Math.abs(x - middle)));
    layCloth(inside, deep);
    lay(parts.tag, 1, () => shadeTag(parts.tag, parts.letters.data[at], x, y, top));
    lay(parts.wood, 1, () => shadeWood(parts.wood, x, y, top));
    lay(parts.hook, 1, () => shadeSteel(parts.hook, x, y, top));
    const beside = 1 - 0.62 * ramp(0, 0.85, sample(bodyShadow, x - 14, y - 22));
    for (const sleeve of sleeves) layCloth(sleeve, beside);
    layCloth(body, 1 - 0.5 * ramp(0, 0.9, sample(collarShadow, x - 5, y - 12)));
    layCloth(collar, 1);
    const lens = vignette(x / width, y / height, 0.26);
    for (let c = 0; c < 3; c++) rgb[c] *= lens;
  });
}
