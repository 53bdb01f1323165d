import type { Box } from '../engine/raster.js';
import type { Canvas } from './canvas.js';
import type { Shadow } from './shadow.js';

/**
 * Lay a shadow between an opaque background and the subject on it.
 *
 * @param cover how much of each pixel is subject: that much of the shadow is hidden
 */
export function darken(canvas: Canvas, cover: Uint8Array, shadow: Shadow, colour: readonly number[]): void {
  const start = shadow.top * shadow.width;
  for (let i = 0; i < shadow.darkness.length; i++) {
    if (shadow.darkness[i] === 0) continue;
    const share = (shadow.darkness[i] * (255 - cover[start + i])) / 65_025;
    const at = (start + i) * 3;
    for (let c = 0; c < 3; c++)
      canvas.samples[at + c] = Math.max(0, Math.round(canvas.samples[at + c] - colour[c] * share));
  }
}

/** Lay a black shadow under straight alpha: alpha grows by what it darkens, colours darken to match. */
export function fade({ samples }: Canvas, shadow: Shadow): void {
  const start = shadow.top * shadow.width;
  for (let i = 0; i < shadow.darkness.length; i++) {
    if (shadow.darkness[i] === 0) continue;
    const at = (start + i) * 4;
    const alpha = samples[at + 3];
    const grown = alpha + ((255 - alpha) * shadow.darkness[i]) / 255;
    for (let c = 0; c < 3; c++) samples[at + c] = Math.round((samples[at + c] * alpha) / grown);
    samples[at + 3] = Math.round(grown);
  }
}

/**
 * Premultiplied colours `[place.height, place.width, 3]` and the canvas's coverage as straight alpha on a canvas of four
 * channels. A colour is never above its alpha: overshoot of the kernel would become a bright seam.
 */
export function straighten(canvas: Canvas, colours: Uint8Array, cover: Uint8Array, place: Box): void {
  const { samples, width } = canvas;
  for (let y = 0, from = 0; y < place.height; y++) {
    let pixel = (place.top + y) * width + place.left;
    for (let x = 0; x < place.width; x++, pixel++, from += 3) {
      const alpha = cover[pixel];
      if (alpha === 0) continue;
      const to = pixel * 4;
      for (let c = 0; c < 3; c++)
        samples[to + c] =
          alpha === 255 ? colours[from + c] : Math.min(255, Math.round((colours[from + c] * 255) / alpha));
      samples[to + 3] = alpha;
    }
  }
}
