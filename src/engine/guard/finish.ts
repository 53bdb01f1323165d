import type { Canvas } from '../network/core.js';
import { fieldRow } from './field.js';
import { CELL } from './grid.js';
import type { Guard } from './guard.js';
import { holdRows } from './hold-rows.js';

const STEPS = 4096;
const HOLD = 2 / 255;

/**
 * How much of a correction a tone takes, in 4096 steps from black to white: all of it, but pure white is never darkened
 * and pure black never brightened, so that a white background stays white whatever stands beside it.
 */
const DARKER = Float32Array.from({ length: STEPS }, (_, i) => Math.min(1, (1 - i / (STEPS - 1)) / HOLD));
const BRIGHTER = Float32Array.from({ length: STEPS }, (_, i) => Math.min(1, i / (STEPS - 1) / HOLD));

/**
 * Apply the guard to rows of the canvas and round them to the result's depth.
 *
 * @param guard `undefined` leaves the colours as the network made them
 * @param out result samples `[H, W, channels]`, 8 or 16 bits
 */
export function finishRows(
  canvas: Canvas,
  guard: Guard | undefined,
  scale: number,
  from: number,
  to: number,
  out: Uint8Array | Uint16Array,
): void {
  const { width, channels, samples } = canvas;
  const deep = out instanceof Uint16Array;
  const unit = deep ? 1 : 1 / 257;
  const full = deep ? 65535 : 255;
  const row = new Float32Array(guard ? guard.field.columns * 3 : 0);
  const errors = new Float32Array(width * 3);
  const hold = guard && guard.held.chroma > 0 ? holdRows(guard, scale) : undefined;
  for (let y = from; y < to; y++) {
    const start = y * width * channels;
    if (channels === 4)
      for (let i = start + 3; i < start + width * 4; i += 4) out[i] = samples[i] * unit + 0.5;
    if (!guard) {
      for (let c = 0; c < 3; c++)
        for (let i = start + c; i < start + width * channels; i += channels) out[i] = samples[i] * unit + 0.5;
      continue;
    }
    fieldRow(guard.field, (y + 0.5) / scale, row);
    spread(row, guard.field.columns, scale * CELL, errors);
    hold?.(y, errors);
    for (let x = 0, e = 0, i = start; x < width; x++, i += channels)
      for (let c = 0; c < 3; c++, e++) {
        const tone = samples[i + c];
        const error = errors[e];
        const taken = error < 0 ? DARKER[tone >> 4] : BRIGHTER[tone >> 4];
        const value = tone * unit + error * taken * full + 0.5;
        out[i + c] = Math.min(Math.max(value, 0), full);
      }
  }
}

/** A row of the field between cell centres: straight lines from one to the next, `[width, 3]`. */
function spread(row: Float32Array, columns: number, cellWidth: number, out: Float32Array): void {
  const width = out.length / 3;
  for (let c = 0; c < 3; c++)
    for (let x = 0, cell = -1; x < width; cell++) {
      const end = Math.min(width, Math.round((cell + 1.5) * cellWidth));
      const a = row[Math.max(cell, 0) * 3 + c];
      const b = row[Math.min(cell + 1, columns - 1) * 3 + c];
      const step = (b - a) / cellWidth;
      let error = a + step * (x + 0.5 - (cell + 0.5) * cellWidth);
      for (; x < end; x++, error += step) out[x * 3 + c] = error;
    }
}
