/** Numbers per cell: red, green, blue, the sum of their squares, weight. */
export const FIELDS = 5;

/**
 * Colours known in some places, spread smoothly to all others: `[height, width, 5]`, while gathering the weighted sums of
 * red, green, blue and of their squares, and the weight. 20 bytes a cell, and a third more while it is filled.
 */
export interface ColourField {
  width: number;
  height: number;
  /** Width of a cell in pixels of the picture. */
  cell: number;
  values: Float32Array;
}

export function emptyField(width: number, height: number, cell: number): ColourField {
  const [w, h] = [Math.ceil(width / cell), Math.ceil(height / cell)];
  return { width: w, height: h, cell, values: new Float32Array(w * h * FIELDS) };
}

/**
 * Fill every cell from the nearest known ones: sums are pulled up a pyramid and means pushed down again where weight lacks
 * (Gortler et al. 1996, pull-push). Afterwards the values are means and the weight is 1, or 0 where nothing is known at all.
 */
export function fillField({ width, height, values }: ColourField): void {
  const parent = width * height > 1 ? halved(values, width, height) : undefined;
  if (parent) fillField(parent);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += FIELDS) {
      const weight = values[at + 4];
      const share = Math.min(1, weight);
      const above = parent ? ((y >> 1) * parent.width + (x >> 1)) * FIELDS : 0;
      const missing = parent && parent.values[above + 4] > 0 ? 1 - share : 0;
      for (let c = 0; c < 4; c++) {
        const own = weight > 0 ? values[at + c] / weight : 0;
        values[at + c] = missing > 0 && parent ? own * share + between(parent, x, y, c) * missing : own;
      }
      values[at + 4] = weight > 0 || missing > 0 ? 1 : 0;
    }
}

/** A field of half the size: sums of 2×2 cells, their weight held at most 1 so that no crowded cell outweighs a near one. */
function halved(values: Float32Array, width: number, height: number): ColourField {
  const [w, h] = [(width + 1) >> 1, (height + 1) >> 1];
  const out = new Float32Array(w * h * FIELDS);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += FIELDS) {
      const weight = values[at + 4];
      if (weight === 0) continue;
      const gain = Math.min(1, weight) / weight;
      const to = ((y >> 1) * w + (x >> 1)) * FIELDS;
      for (let c = 0; c < FIELDS; c++) out[to + c] += values[at + c] * gain;
    }
  return { width: w, height: h, cell: 2, values: out };
}

/** A filled parent's value at a child's place, bilinear so that its cells don't show. */
function between({ width, height, values }: ColourField, x: number, y: number, c: number): number {
  const [left, top] = [Math.max(0, (x - 1) >> 1), Math.max(0, (y - 1) >> 1)];
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)];
  const [along, down] = [x === 0 ? 0 : x & 1 ? 0.25 : 0.75, y === 0 ? 0 : y & 1 ? 0.25 : 0.75];
  const a =
    values[(top * width + left) * FIELDS + c] * (1 - along) +
    values[(top * width + right) * FIELDS + c] * along;
  const b =
    values[(bottom * width + left) * FIELDS + c] * (1 - along) +
    values[(bottom * width + right) * FIELDS + c] * along;
  return a + (b - a) * down;
}

/** The filled field's red, green, blue and mean square at a pixel of the picture, bilinear, into `out`. */
export function fieldAt(
  { width, height, cell, values }: ColourField,
  x: number,
  y: number,
  out: Float32Array,
): void {
  const u = Math.min(Math.max((x + 0.5) / cell - 0.5, 0), width - 1);
  const v = Math.min(Math.max((y + 0.5) / cell - 0.5, 0), height - 1);
  const [left, top] = [u | 0, v | 0];
  const [right, down] = [left + 1 < width ? FIELDS : 0, top + 1 < height ? width * FIELDS : 0];
  const [along, below] = [u - left, v - top];
  const at = (top * width + left) * FIELDS;
  for (let c = 0; c < 4; c++) {
    const a = values[at + c] + (values[at + right + c] - values[at + c]) * along;
    const b = values[at + down + c] + (values[at + down + right + c] - values[at + down + c]) * along;
    out[c] = a + (b - a) * below;
  }
}
