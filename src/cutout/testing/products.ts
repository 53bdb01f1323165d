import sharp from 'sharp';
import type { Matte, Raster } from '../../engine/raster.js';
import { randomNumbers } from '../../engine/testing/pictures.js';
import { drawn } from './drawn.js';

/** Width and height of the drawn products in pixels. */
export const SIDE = 480;

const gradient = (id: string, from: string, to: string) =>
  `<linearGradient id="${id}" x1="0" x2="1"><stop offset="0" stop-color="${from}"/><stop offset="0.35" stop-color="${to}"/><stop offset="1" stop-color="${from}"/></linearGradient>`;

/** Products drawn on nothing, 100 units a side; the mug's handle has a hole. */
export const PRODUCTS = {
  bottle: `${gradient('g', '#14532d', '#4ca36b')}<path d="M43 10h14v16c0 6 10 8 10 20v40q0 5-5 5H38q-5 0-5-5V46c0-12 10-14 10-20z" fill="url(#g)"/><rect x="33" y="54" width="34" height="22" fill="#e8dcc0"/><rect x="38" y="60" width="24" height="3" fill="#553311"/><rect x="38" y="66" width="16" height="2" fill="#553311"/><rect x="42" y="7" width="16" height="7" rx="1" fill="#222"/>`,
  mug: `${gradient('g', '#8c1d18', '#e0564a')}<path d="M66 36h8a14 14 0 0 1 0 28h-8v-7h7a7 7 0 0 0 0-14h-7z" fill="#a3261f"/><path d="M22 25h46v46q0 8-8 8H30q-8 0-8-8z" fill="url(#g)"/><ellipse cx="45" cy="25" rx="23" ry="5" fill="#5e120e"/>`,
} as const;

/** A product's pixels with alpha, and its true outline. */
export async function product(svg: string): Promise<{ raster: Raster; truth: Matte }> {
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 100 100">${svg}</svg>`;
  const samples = await sharp(Buffer.from(picture)).ensureAlpha().raw().toBuffer();
  const alpha = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => samples[4 * i + 3]);
  const size = { width: SIDE, height: SIDE };
  return { raster: { ...size, channels: 4, samples }, truth: { ...size, alpha } };
}

/** A product laid on a background, by a function of column and row. */
export function laidOn(
  { samples, width, height }: Raster,
  background: (x: number, y: number) => readonly number[],
): Raster {
  return drawn({ width, height }, (x, y) => {
    const at = 4 * (y * width + x);
    const a = samples[at + 3] / 255;
    return background(x, y).map((value, c) => a * samples[at + c] + (1 - a) * value);
  });
}

const random = randomNumbers(3);
const grain = Float32Array.from({ length: SIDE }, () => random());

/** Backgrounds: white, grey that darkens downwards, a colour, and boards with grain. */
export const BACKGROUNDS: Record<string, (x: number, y: number) => readonly number[]> = {
  white: () => [255, 255, 255],
  grey: (_x, y) => [196 - y / 24, 198 - y / 24, 202 - y / 24],
  coloured: () => [63, 127, 181],
  boards: (x, y) => {
    const board = 0.6 + 0.2 * (Math.floor(x / 60) % 3) + 0.12 * (grain[y] - 0.5);
    return [176 * board, 138 * board, 100 * board];
  },
};
