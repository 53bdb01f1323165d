import type { Size } from '../engine/raster.js';
import { type Component, components, meanOver } from './components.js';

/** A part smaller than this share of the largest is stray, unless the network is sure of it. */
const STRAY = 0.03;
const SMALLEST = 0.003;

/** A hole smaller than this share of the subject that the network does not see as background is filled. */
const PINHOLE = 0.0003;

/**
 * A hole that the network sees as subject this surely is a print or a shine, whatever its colour. On a uniform background
 * the colour tells more: white showing through a white product's handle is a hole.
 */
const SOLID = { uniform: 0.85, mixed: 0.53 } as const;

/**
 * Drop stray parts and fill holes that do not look like background.
 *
 * @param mask `[H, W]`, 1 = subject; changed in place
 * @param odds evidence per pixel, positive = subject
 * @param method what the evidence is of
 */
export function tidy(
  mask: Uint8Array,
  subject: Float32Array,
  odds: Float32Array,
  { width, height }: Size,
  method: keyof typeof SOLID,
): void {
  const parts = components(mask, width, height, 1);
  const largest = parts.reduce((most, { pixels }) => Math.max(most, pixels.length), 0);
  const set = ({ pixels }: Component, value: number) => {
    for (const i of pixels) mask[i] = value;
  };
  for (const part of parts) {
    const share = part.pixels.length / largest;
    if (
      share < SMALLEST ||
      (share < STRAY && meanOver(subject, part) < 0.6) ||
      meanOver(subject, part) < 0.25
    )
      if (part.pixels.length < largest || meanOver(subject, part) < 0.1) set(part, 0);
  }
  for (const hole of components(mask, width, height, 0)) {
    if (hole.touchesBorder) continue;
    const pinhole = hole.pixels.length < PINHOLE * largest;
    if (pinhole || meanOver(odds, hole) > 0 || meanOver(subject, hole) > SOLID[method]) set(hole, 1);
  }
}
