import sharp from 'sharp';
import { hash } from './noise.js';

/** A finished drawing: sRGB bytes, three a pixel, row by row. */
export interface Master {
  width: number;
  height: number;
  rgb: Uint8Array;
}

/** One number a pixel: a height in pixels, or a coverage from 0 to 1. */
export interface Field {
  width: number;
  height: number;
  data: Float32Array;
}

/** Computes the linear light (0 black, 1 paper white, may run over) of the pixel at x, y into `rgb`. */
export type Shader = (x: number, y: number, rgb: Float64Array) => void;

/** Linear light to an sRGB value, 0 to 255 unrounded; the last stop rolls off as on film. */
function encode(light: number): number {
  const l = light > 0.7 ? 1 - 0.3 * Math.exp(-(light - 0.7) / 0.3) : Math.max(light, 0);
  return 255 * (l <= 0.0031308 ? 12.92 * l : 1.055 * l ** (1 / 2.4) - 0.055);
}

/** Runs the shader over every pixel. The half-step dither keeps smooth backdrops free of bands. */
export function paint(width: number, height: number, shader: Shader): Master {
  const rgb = new Uint8Array(width * height * 3);
  const light = new Float64Array(3);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      shader(x, y, light);
      const dither = hash(x, y, 99);
      for (let c = 0; c < 3; c++) rgb[at++] = Math.min(255, encode(light[c]) + dither);
    }
  }
  return { width, height, rgb };
}

/** Fills a field from a function of the pixel. */
export function field(width: number, height: number, value: (x: number, y: number) => number): Field {
  const data = new Float32Array(width * height);
  let at = 0;
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data[at++] = value(x, y);
  return { width, height, data };
}

/** Bilinear reading of a field at a fractional position; outside it reads 0. */
export function sample(from: Field, x: number, y: number): number {
  const i = Math.floor(x);
  const j = Math.floor(y);
  if (i < 0 || j < 0 || i + 1 >= from.width || j + 1 >= from.height) return 0;
  const { data, width } = from;
  const at = j * width + i;
  const fx = x - i;
  const top = data[at] + (data[at + 1] - data[at]) * fx;
  const low = data[at + width] + (data[at + width + 1] - data[at + width]) * fx;
  return top + (low - top) * (y - j);
}

/** Draws SVG elements in white on black and returns how much of each pixel they cover, 0 to 1. */
export async function cover(width: number, height: number, elements: string): Promise<Field> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"
    ><rect width="100%" height="100%" fill="#000"/><g fill="#fff" stroke="#fff" stroke-width="0"
    >${elements}</g></svg>`;
  const bytes = await sharp(Buffer.from(svg)).removeAlpha().extractChannel(0).raw().toBuffer();
  return { width, height, data: Float32Array.from(bytes, (byte) => byte / 255) };
}

function blurRows(from: Float32Array, to: Float32Array, width: number, reach: number): void {
  for (let row = 0; row < from.length; row += width) {
    const last = row + width - 1;
    let sum = from[row] * (reach + 1);
    for (let k = 0; k < reach; k++) sum += from[Math.min(row + k, last)];
    for (let at = row; at <= last; at++) {
      sum += from[Math.min(at + reach, last)];
      to[at] = sum / (2 * reach + 1);
      sum -= from[Math.max(at - reach, row)];
    }
  }
}

/** Blurs all columns side by side, row after row: walking down one column at a time would miss the cache. */
function blurColumns(from: Float32Array, to: Float32Array, width: number, reach: number): void {
  const height = from.length / width;
  const sums = new Float64Array(width);
  const add = (row: number, times: number) => {
    const start = Math.min(Math.max(row, 0), height - 1) * width;
    for (let x = 0; x < width; x++) sums[x] += times * from[start + x];
  };
  add(0, reach + 1);
  for (let row = 0; row < reach; row++) add(row, 1);
  for (let row = 0; row < height; row++) {
    add(row + reach, 1);
    for (let x = 0; x < width; x++) to[row * width + x] = sums[x] / (2 * reach + 1);
    add(row - reach, -1);
  }
}

/** A new field, softened by three box blurs of `radius` pixels each, near enough a Gaussian. */
export function blur(from: Field, radius: number): Field {
  const data = from.data.slice();
  const half = new Float32Array(data.length);
  for (let pass = 0; pass < 3; pass++) {
    blurRows(data, half, from.width, radius);
    blurColumns(half, data, from.width, radius);
  }
  return { width: from.width, height: from.height, data };
}
