import type { Matte, Raster } from '../engine/raster.js';
import { type ColourField, emptyField, FIELDS, fillField } from './colour-field.js';
import { SUBJECT, trimap, UNKNOWN } from './trimap.js';

/** Cells of the colour fields along the picture's longer side, at most. */
const CELLS = 640;

/** What is known about the edge: where it is in doubt, and the colours on both sides. */
export interface EdgeModel {
  /** The matte that is to be refined. */
  prior: Matte;
  /** `[H, W]` of the prior. */
  trimap: Uint8Array;
  subject: ColourField;
  background: ColourField;
  /** Whether any colour at all is known on both sides: not where a subject is all thinner than the strip in doubt. */
  known: boolean;
  /** Per column of the picture the prior's. */
  columns: Int32Array;
}

/**
 * Learn the colours on both sides of a matte's edge from the picture.
 *
 * @param prior a matte of any size in the picture's proportions
 * @param band half the width of the strip in doubt around the prior's contour, in the prior's pixels
 */
export function edgeModel(picture: Raster, prior: Matte, band: number): EdgeModel {
  const { width, height, channels, samples } = picture;
  const map = trimap(prior, band);
  const cell = Math.max(2, Math.ceil(Math.max(width, height) / CELLS));
  const subject = emptyField(width, height, cell);
  const background = emptyField(width, height, cell);
  const columns = Int32Array.from({ length: width }, (_, x) => Math.floor(((x + 0.5) * prior.width) / width));
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * prior.height) / height) * prior.width;
    const cells = Math.floor(y / cell) * subject.width;
    for (let x = 0, s = y * width * channels; x < width; x++, s += channels) {
      const side = map[row + columns[x]];
      if (side === UNKNOWN) continue;
      const { values } = side === SUBJECT ? subject : background;
      const at = (cells + ((x / cell) | 0)) * FIELDS;
      const [r, g, b] = [samples[s], samples[s + 1], samples[s + 2]];
      values[at] += r;
      values[at + 1] += g;
      values[at + 2] += b;
      values[at + 3] += r * r + g * g + b * b;
      values[at + 4]++;
    }
  }
  fillField(subject);
  fillField(background);
  // A filled field has weight everywhere or nowhere.
  const known = subject.values[FIELDS - 1] > 0 && background.values[FIELDS - 1] > 0;
  return { prior, trimap: map, subject, background, known, columns };
}
