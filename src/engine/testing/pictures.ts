import type { PixelSource } from '../network/planes.js';
import { allocateSamples } from '../picture.js';

/** Numbers 0..1 that are the same in every run (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Normal deviates of mean 0 and variance 1 that are the same in every run (Box and Muller 1958). */
export function normalNumbers(seed: number): () => number {
  const random = randomNumbers(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A picture in shared memory whose samples come from a function of column, row and channel. */
export function pixelSource(
  size: { width: number; height: number; channels?: 3 | 4; depth?: 8 | 16; grey?: boolean },
  sample: (x: number, y: number, c: number) => number,
): PixelSource {
  const { width, height, channels = 3, depth = 8, grey = false } = size;
  const samples = allocateSamples(width * height * channels, depth);
  for (let i = 0; i < samples.length; i++) {
    const pixel = Math.floor(i / channels);
    samples[i] = sample(pixel % width, Math.floor(pixel / width), i % channels);
  }
  return { width, height, channels, depth, samples, grey };
}

/** Random samples over the whole range: the hardest picture for anything that must not show. */
export function noisePicture(width: number, height: number, channels: 3 | 4 = 3, seed = 1): PixelSource {
  const random = randomNumbers(seed);
  return pixelSource({ width, height, channels }, () => Math.floor(random() * 256));
}

/**
 * A product on a backdrop, as raw RGB: a light wall with a soft gradient, a coloured ball with shading, a dark bar.
 * Tones stay within 12..243, so that a faithful network has no reason to clip.
 */
export function productScene(width: number, height: number): Buffer {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) {
      const [u, v] = [(x + 0.5) / width, (y + 0.5) / height];
      const wall = 225 + 14 * (1 - v);
      let colour = [wall, wall - 2, wall - 6];
      const radius = Math.hypot(u - 0.42, v - 0.5) / 0.3;
      // One pixel of antialiasing, as a camera gives.
      const cover = Math.min(1, Math.max(0, 0.5 + (1 - radius) * 0.3 * width));
      const shade = 1 - 0.45 * radius * radius;
      const ball = [200 * shade, 60 + 40 * shade, 50 + 20 * v];
      colour = colour.map((tone, c) => tone + (ball[c] - tone) * cover);
      if (u > 0.78 && u < 0.9 && v > 0.15 && v < 0.85) colour = [30, 45, 60 + 40 * v];
      for (let c = 0; c < 3; c++) data[at + c] = Math.round(colour[c]);
    }
  return data;
}
