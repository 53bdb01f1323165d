import { cover, type Field } from './canvas.js';
import { line, paragraph } from './lettering.js';
import { hash } from './noise.js';

/** Size of the printed sheet in master pixels; x 0 is the sheet's left edge, its middle faces the viewer. */
export const SHEET = { width: 1900, height: 1300 };

const MIDDLE = SHEET.width / 2;
const INGREDIENTS =
  'Ingredients: Helianthus annuus (sunflower) seed oil, Prunus dulcis (sweet almond) oil, Simmondsia ' +
  'chinensis (jojoba) seed oil, Rosmarinus officinalis leaf extract, Cedrus atlantica bark oil, tocopherol, ' +
  'limonene*, linalool*. *From natural essential oils. Keep below 25 C, away from light. Shake well; use ' +
  'within 12 months of opening. For external use only.';

/** A sprig: a bent stem with pairs of thin-lined leaves, mirrored for the other side. */
function sprig(side: number): string {
  let path = `M${MIDDLE} 470Q${MIDDLE + side * 150} 478 ${MIDDLE + side * 330} 420`;
  for (let n = 1; n < 10; n++) {
    const x = MIDDLE + side * (30 + n * 30);
    const y = 471 - n * n * 0.5;
    for (const flip of [-1, 1]) {
      const tipX = x + side * 34;
      const tipY = y + flip * (40 - n * 2.4) - 6;
      path += `M${x} ${y}Q${x + side * 2} ${tipY} ${tipX} ${tipY}Q${x + side * 36} ${y + flip * 6} ${x} ${y}`;
    }
  }
  return `<path d="${path}" fill="none" stroke-width="3"/>`;
}

/** Bars of two widths as on a pack; they carry no number. */
function bars(x: number, y: number, height: number): string {
  let path = '';
  let pen = x;
  for (let n = 0; pen < x + 230; n++) {
    const width = 3 + 3 * Math.floor(3 * hash(n, 1, 5) ** 1.6);
    path += `M${pen} ${y}h${width}v${height}h${-width}z`;
    pen += width + 4 + 3 * Math.floor(2.6 * hash(n, 2, 5));
  }
  return `<path d="${path}"/>`;
}

/** The label's two printing plates as coverage, 0 to 1. */
export interface Plates {
  /** Black ink: all the type. */
  dark: Field;
  /** The ornament's green. */
  green: Field;
}

/** Sets and draws the label's plates. */
export async function printLabel(): Promise<Plates> {
  const { width, height } = SHEET;
  const centred = { align: 'middle' } as const;
  const dark = [
    line('QUILLBY', MIDDLE, 250, { cap: 150, weight: 0.13, track: 0.22, ...centred }),
    line('APOTHECARY GOODS', MIDDLE, 342, { cap: 38, weight: 0.11, track: 0.42, ...centred }),
    line('Rosemary & Cedar', MIDDLE, 652, { cap: 82, weight: 0.085, track: 0.02, ...centred }),
    line('nourishing body and hair oil', MIDDLE, 736, { cap: 38, weight: 0.09, track: 0.08, ...centred }),
    paragraph(INGREDIENTS, MIDDLE - 470, 850, 660, 37, { cap: 21, weight: 0.1, track: 0.02 }),
    line('250 ml', MIDDLE + 470, 1194, { cap: 52, weight: 0.12, track: 0.04, align: 'right' }),
    line('8.45 fl oz', MIDDLE + 470, 1234, { cap: 23, weight: 0.1, track: 0.06, align: 'right' }),
    bars(MIDDLE + 238, 838, 200),
    line('5 901234 00417', MIDDLE + 240, 1074, { cap: 24, weight: 0.1, track: 0.1 }),
    line('Batch R-2047  Made in small lots', MIDDLE - 470, 1234, { cap: 21, weight: 0.1, track: 0.03 }),
  ].join('');
  const rules = [30, 42, height - 30, height - 42].map((y) => `M0 ${y}H${width}`).join('');
  const green = [
    `<path d="${rules}M${MIDDLE - 470} 790H${MIDDLE + 470}" fill="none" stroke-width="4"/>`,
    sprig(-1),
    sprig(1),
    `<circle cx="${MIDDLE}" cy="470" r="11"/>`,
  ].join('');
  return { dark: await cover(width, height, dark), green: await cover(width, height, green) };
}
