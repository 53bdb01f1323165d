import { reachable } from './flood.js';
import type { Opaque } from './reduced.js';

/** Pixels from the subject within which background is not judged: a JPEG rings there. */
const RING = 3;

/** The shares of the background, away from the subject, that are white in every pixel and that are its shadow. */
export function measureWhite(
  { width, height, samples }: Opaque,
  background: Uint8Array,
  border: readonly number[],
): { white: number; shadow: number } {
  const near = spread(background, width, height);
  const tinted = new Uint8Array(background.length);
  for (let i = 0; i < tinted.length; i++) if (background[i] === 1 && !isWhite(samples, i * 3)) tinted[i] = 1;
  const beside: number[] = [];
  for (let i = 0; i < tinted.length; i++) if (tinted[i] === 1 && near[i] === 1) beside.push(i);
  const joined = reachable(tinted, width, height, beside);
  const counts = { all: 0, white: 0, shadow: 0 };
  for (let i = 0; i < background.length; i++) {
    if (near[i] === 1) continue;
    counts.all++;
    if (tinted[i] === 0) counts.white++;
    else if (joined[i] === 1) counts.shadow++;
  }
  if (counts.all === 0) return { white: 0, shadow: 0 };
  // What reaches the border is a background of another colour.
  const shadow = border.some((at) => joined[at] === 1) ? 0 : counts.shadow / counts.all;
  return { white: counts.white / counts.all, shadow };
}

function isWhite(samples: Uint8Array, at: number): boolean {
  return samples[at] === 255 && samples[at + 1] === 255 && samples[at + 2] === 255;
}

/** What is not background, grown by the ring's width. */
function spread(background: Uint8Array, width: number, height: number): Uint8Array {
  const rows = new Uint8Array(background.length);
  const grown = new Uint8Array(background.length);
  for (let y = 0; y < height; y++)
    for (let x = 0, reach = 0; x < width + RING; x++) {
      if (x < width && background[y * width + x] === 0) reach = 2 * RING + 1;
      if (reach > 0 && x >= RING) rows[y * width + x - RING] = 1;
      if (reach > 0) reach--;
    }
  for (let x = 0; x < width; x++)
    for (let y = 0, reach = 0; y < height + RING; y++) {
      if (y < height && rows[y * width + x] === 1) reach = 2 * RING + 1;
      if (reach > 0 && y >= RING) grown[(y - RING) * width + x] = 1;
      if (reach > 0) reach--;
    }
  return grown;
}
