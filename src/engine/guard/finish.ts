import type { Canvas } from '../network/core.js';
import { fieldRow } from './field.js';
import { CELL } from './grid.js';
import type { Guard } from './guard.js';
import { holdRows } from './hold-rows.js';

/** Two levels of 255, in 16-bit tones: how near to white or black a correction begins to fade. */
const FADE = 514;
const WHITE = 65535;

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
  const errors = new Float32Array(width * channels);
  const tones = new Uint16Array(width * channels);
  const hold = guard && guard.held.chroma > 0 ? holdRows(guard, scale) : undefined;
  for (let y = from; y < to; y++) {
    const start = y * width * channels;
    tones.set(samples.subarray(start, start + tones.length));
    if (guard) {
      fieldRow(guard.field, (y + 0.5) / scale, row);
      spread(row, channels, scale * CELL, errors);
      hold?.(y, errors);
      correct(tones, errors);
    }
    if (out instanceof Uint16Array) out.set(tones, start);
    else roundTo8(tones, out, start);
  }
}

/**
 * Add errors to a row of tones. Pure white is never darkened and pure black never brightened, so that a white background
 * stays white whatever stands beside it.
 */
function correct(tones: Uint16Array, errors: Float32Array): void {
  for (let i = 0; i < tones.length; i++) {
    const tone = tones[i];
    let change = errors[i];
    if (tone > WHITE - FADE && change < 0) change *= (WHITE - tone) / FADE;
    else if (tone < FADE && change > 0) change *= tone / FADE;
    const value = (tone + change + 0.5) | 0;
    tones[i] = value < 0 ? 0 : value > WHITE ? WHITE : value;
  }
}

/** 16-bit tones as 8 bits, rounded, in whole numbers: t · 255 / 65535. */
function roundTo8(tones: Uint16Array, out: Uint8Array, start: number): void {
  for (let i = 0; i < tones.length; i++) out[start + i] = (tones[i] * 255 + 32895) >> 16;
}

/**
 * A row of the field between cell centres: straight lines from one to the next, in 16-bit tones.
 *
 * @param row `[columns, 3]`
 * @param out its colours are filled, `[width, channels]`
 */
function spread(row: Float32Array, channels: number, cellWidth: number, out: Float32Array): void {
  const width = out.length / channels;
  const last = row.length - 3;
  for (let x = 0, i = 0, cell = -1; x < width; cell++) {
    const end = Math.min(width, Math.round((cell + 1.5) * cellWidth));
    const a = Math.max(cell * 3, 0);
    const b = Math.min(cell * 3 + 3, last);
    const along = x + 0.5 - (cell + 0.5) * cellWidth;
    const redStep = (row[b] * WHITE - row[a] * WHITE) / cellWidth;
    const greenStep = (row[b + 1] * WHITE - row[a + 1] * WHITE) / cellWidth;
    const blueStep = (row[b + 2] * WHITE - row[a + 2] * WHITE) / cellWidth;
    let red = row[a] * WHITE + redStep * along;
    let green = row[a + 1] * WHITE + greenStep * along;
    let blue = row[a + 2] * WHITE + blueStep * along;
    for (; x < end; x++, i += channels) {
      out[i] = red;
      out[i + 1] = green;
      out[i + 2] = blue;
      red += redStep;
      green += greenStep;
      blue += blueStep;
    }
  }
}
