import type { Canvas } from '../network/core.js';
import type { GuardField } from './field.js';
import { CELL } from './grid.js';

const STEPS = 4096;
const HOLD = 2 / 255;

/**
 * How much of a correction a tone takes, in 4096 steps from black to white: all of it, but pure white is never darkened
 * and pure black never brightened, so that a white background stays white whatever stands beside it.
 */
const DARKER = Float32Array.from({ length: STEPS }, (_, i) => Math.min(1, (1 - i / (STEPS - 1)) / HOLD));
const BRIGHTER = Float32Array.from({ length: STEPS }, (_, i) => Math.min(1, i / (STEPS - 1) / HOLD));

/** The field along one output row: bilinear between cell centres, `[columns, 3]`. */
function fieldRow(field: GuardField, y: number, scale: number, out: Float32Array): void {
  const position = Math.min(Math.max((y + 0.5) / (scale * CELL) - 0.5, 0), field.rows - 1);
  const top = Math.min(Math.floor(position), Math.max(0, field.rows - 2));
  const part = field.rows > 1 ? position - top : 0;
  const size = field.columns * 3;
  const below = field.rows > 1 ? size : 0;
  for (let i = 0, s = top * size; i < size; i++, s++)
    out[i] = field.values[s] + (field.values[s + below] - field.values[s]) * part;
}

/**
 * Apply the guard to rows of the canvas and round them to the result's depth.
 *
 * @param field `undefined` leaves the colours as the network made them
 * @param out result samples `[H, W, channels]`, 8 or 16 bits
 */
export function finishRows(
  canvas: Canvas,
  field: GuardField | undefined,
  scale: number,
  from: number,
  to: number,
  out: Uint8Array | Uint16Array,
): void {
  const { width, channels, samples } = canvas;
  const deep = out instanceof Uint16Array;
  const unit = deep ? 1 : 1 / 257;
  const full = deep ? 65535 : 255;
  const row = new Float32Array(field ? field.columns * 3 : 0);
  const cellWidth = scale * CELL;
  for (let y = from; y < to; y++) {
    const start = y * width * channels;
    if (channels === 4)
      for (let i = start + 3; i < start + width * 4; i += 4) out[i] = samples[i] * unit + 0.5;
    if (!field) {
      for (let c = 0; c < 3; c++)
        for (let i = start + c; i < start + width * channels; i += channels) out[i] = samples[i] * unit + 0.5;
      continue;
    }
    fieldRow(field, y, scale, row);
    for (let c = 0; c < 3; c++) {
      let i = start + c;
      // From one cell centre to the next the field is a straight line.
      for (let x = 0, cell = -1; x < width; cell++) {
        const end = Math.min(width, Math.round((cell + 1.5) * cellWidth));
        const a = row[Math.max(cell, 0) * 3 + c];
        const b = row[Math.min(cell + 1, field.columns - 1) * 3 + c];
        const step = (b - a) / cellWidth;
        let error = a + step * (x + 0.5 - (cell + 0.5) * cellWidth);
        for (; x < end; x++, i += channels, error += step) {
          const tone = samples[i];
          const taken = error < 0 ? DARKER[tone >> 4] : BRIGHTER[tone >> 4];
          const value = tone * unit + error * taken * full + 0.5;
          out[i] = value < 0 ? 0 : value > full ? full : value;
        }
      }
    }
  }
}
