import sharp from 'sharp';
import type { Size } from '../engine/raster.js';
import type { Window } from './window.js';

/** Share of the subject's longer side over which the shadow spreads, and its strength (0..1): close, then wide. */
const LAYERS = [
  { spread: 0.006, strength: 0.34 },
  { spread: 0.03, strength: 0.3 },
] as const;

/** Lowest part of the subject that may touch the ground, as a share of its height. */
const FOOT = 0.1;

/** A soft shadow on the canvas: `[rows, width]` from row `top`, 0 = none, 255 = black. */
export interface Shadow {
  top: number;
  rows: number;
  width: number;
  darkness: Uint8Array;
}

/** The underside of the subject as a thin band: where each column's lowest pixel lies in the subject's foot. */
function underside(
  coverage: Uint8Array,
  canvas: Size,
  subject: Window,
  top: number,
  rows: number,
  band: number,
) {
  const plane = new Uint8Array(rows * canvas.width);
  const bottom = Math.min(canvas.height, Math.ceil(subject.top + subject.height));
  const highest = Math.max(0, Math.floor(bottom - subject.height * FOOT));
  for (let x = 0; x < canvas.width; x++) {
    let y = bottom - 1;
    while (y >= highest && coverage[y * canvas.width + x] < 128) y--;
    if (y < highest) continue;
    // The further above the ground, the fainter.
    const value = 255 * (1 - (bottom - 1 - y) / (subject.height * FOOT + 1));
    for (let row = Math.max(top, y - band); row <= Math.min(top + rows - 1, y + band); row++)
      plane[(row - top) * canvas.width + x] = value;
  }
  return plane;
}

/**
 * A natural contact shadow: what touches the ground darkens it closely and sharply, and widely and faintly.
 *
 * @param coverage of the canvas, `[H, W]`, 0..255
 */
export async function contactShadow(coverage: Uint8Array, canvas: Size, subject: Window): Promise<Shadow> {
  const extent = Math.max(subject.width, subject.height);
  const reach = Math.ceil(extent * LAYERS[1].spread * 3);
  const bottom = Math.round(subject.top + subject.height);
  const top = Math.max(0, Math.floor(bottom - subject.height * FOOT) - reach);
  const rows = Math.max(1, Math.min(canvas.height, bottom + reach) - top);
  const darkness = new Uint8Array(rows * canvas.width);
  for (const { spread, strength } of LAYERS) {
    const sigma = Math.max(0.5, extent * spread);
    const plane = underside(coverage, canvas, subject, top, rows, Math.ceil(sigma));
    const blurred = await sharp(plane, { raw: { width: canvas.width, height: rows, channels: 1 } })
      .blur(sigma)
      .toColourspace('b-w')
      .raw()
      .toBuffer();
    for (let i = 0; i < darkness.length; i++) darkness[i] += blurred[i] * strength;
  }
  return { top, rows, width: canvas.width, darkness };
}
