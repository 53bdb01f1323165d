import type { Canvas } from '../network/core.js';
import { fieldRow } from './field.js';
import { CELL } from './grid.js';
import type { Guard } from './guard.js';
import { holdRows } from './hold-rows.js';

/** Two levels of 255, in 16-bit tones: how near to white or black a correction begins to fade. */
const FADE = 514;
const WHITE = 65535;

/**
 * A corrected tone. Pure white is never darkened and pure black never brightened, so that a white background stays white
 * whatever stands beside it.
 */
function corrected(tone: number, error: number): number {
  let change = error;
  if (tone > WHITE - FADE && error < 0) change *= (WHITE - tone) / FADE;
  else if (tone < FADE && error > 0) change *= tone / FADE;
  const value = (tone + change + 0.5) | 0;
  return value < 0 ? 0 : Math.min(value, WHITE);
}

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
  const row = new Float32Array(guard ? guard.field.columns * 3 : 0);
  const errors = new Float32Array(width * 3);
  const tones = new Uint16Array(width * channels);
  const hold = guard && guard.held.chroma > 0 ? holdRows(guard, scale) : undefined;
  for (let y = from; y < to; y++) {
    const start = y * width * channels;
    if (guard) {
      fieldRow(guard.field, (y + 0.5) / scale, row);
      spread(row, guard.field.columns, scale * CELL, errors);
      hold?.(y, errors);
    }
    for (let x = 0, e = 0, i = start; x < width; x++, i += channels, e += 3) {
      tones[x * channels] = corrected(samples[i], errors[e]);
      tones[x * channels + 1] = corrected(samples[i + 1], errors[e + 1]);
      tones[x * channels + 2] = corrected(samples[i + 2], errors[e + 2]);
      if (channels === 4) tones[x * 4 + 3] = samples[i + 3];
    }
    if (out instanceof Uint16Array) out.set(tones, start);
    else roundTo8(tones, out, start);
  }
}

/** 16-bit tones as 8 bits, rounded, in whole numbers: t · 255 / 65535. */
function roundTo8(tones: Uint16Array, out: Uint8Array, start: number): void {
  for (let i = 0; i < tones.length; i++) out[start + i] = (tones[i] * 255 + 32895) >> 16;
}

/** A row of the field between cell centres: straight lines from one to the next, `[width, 3]`, in 16-bit tones. */
function spread(row: Float32Array, columns: number, cellWidth: number, out: Float32Array): void {
  const width = out.length / 3;
  for (let c = 0; c < 3; c++)
    for (let x = 0, cell = -1; x < width; cell++) {
      const end = Math.min(width, Math.round((cell + 1.5) * cellWidth));
      const a = row[Math.max(cell, 0) * 3 + c] * WHITE;
      const b = row[Math.min(cell + 1, columns - 1) * 3 + c] * WHITE;
      const step = (b - a) / cellWidth;
      let error = a + step * (x + 0.5 - (cell + 0.5) * cellWidth);
      for (; x < end; x++, error += step) out[x * 3 + c] = error;
    }
}
