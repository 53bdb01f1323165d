/**
 * `npm run bench:compose-kernels`: which kernel reduces a product on white best, on encoded values or in linear light.
 *
 * A scene of shapes (a disc, a woven panel, thin lines) is drawn as a camera would record it, averaged in linear light, at
 * 1200 pixels and at each smaller size; the reduced picture is held against the one that was drawn at its size.
 */
import sharp from 'sharp';
import { srgbCurve } from '#heroshot/engine/colour/rgb-space.js';
import { cubic } from '#heroshot/engine/network/bicubic.js';

const SIDE = 1200;
const TONES = [20, 90, 200];
const SIZES = [1000, 720, 400, 250];
const LIGHT = Float64Array.from({ length: 256 }, (_, value) => srgbCurve(value / 255));

const encoded = (light: number) => {
  const x = Math.min(1, Math.max(0, light));
  return Math.round(255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055));
};

/** Light at a point of the unit square: the tone's shapes on white. */
function scene(u: number, v: number, tone: number): number {
  if (Math.hypot(u - 0.3, v - 0.5) < 0.2) return tone;
  if (u > 0.55 && u < 0.75 && v > 0.2 && v < 0.8)
    return (Math.floor((u - 0.55) * 260) + Math.floor(v * 40)) % 2 ? tone : LIGHT[230];
  const line = Math.abs((u - 0.85) * 0.97 + (v - 0.5) * 0.23);
  return line < 0.0012 || Math.abs(line - 0.02) < 0.0008 ? tone : 1;
}

/** The scene at a size, `[side, side]`, 8 × 8 points a pixel. */
function draw(side: number, tone: number): Uint8Array {
  const out = new Uint8Array(side * side);
  for (let i = 0; i < out.length; i++) {
    let light = 0;
    for (let k = 0; k < 64; k++) {
      const x = (i % side) + ((k % 8) + 0.5) / 8;
      const y = Math.floor(i / side) + (Math.floor(k / 8) + 0.5) / 8;
      light += scene(x / side, y / side, tone);
    }
    out[i] = encoded(light / 64);
  }
  return out;
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
const lanczos3 = (x: number) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0);

/** Reduce one axis of rows `[rows, from]` to `[rows, to]`. */
function reduceRows(
  plane: Float64Array,
  rows: number,
  from: number,
  to: number,
  kernel: (x: number) => number,
  reach: number,
) {
  const factor = from / to;
  const out = new Float64Array(rows * to);
  for (let x = 0; x < to; x++) {
    const centre = (x + 0.5) * factor - 0.5;
    const first = Math.max(0, Math.ceil(centre - reach * factor));
    const last = Math.min(from - 1, Math.floor(centre + reach * factor));
    const weights = Array.from({ length: last - first + 1 }, (_, i) => kernel((first + i - centre) / factor));
    const sum = weights.reduce((a, b) => a + b, 0);
    for (let y = 0; y < rows; y++)
      for (const [i, weight] of weights.entries())
        out[y * to + x] += (weight / sum) * plane[y * from + first + i];
  }
  return out;
}

const transpose = (plane: Float64Array, width: number, height: number) =>
  Float64Array.from(plane, (_, i) => plane[(i % height) * width + Math.floor(i / height)]);

function inLight(source: Uint8Array, side: number, kernel: (x: number) => number, reach: number): Uint8Array {
  const light = Float64Array.from(source, (value) => LIGHT[value]);
  const narrow = reduceRows(light, SIDE, SIDE, side, kernel, reach);
  const small = reduceRows(transpose(narrow, side, SIDE), side, SIDE, side, kernel, reach);
  return Uint8Array.from(transpose(small, side, side), encoded);
}

const onValues = (
  source: Uint8Array,
  side: number,
  kernel: 'cubic' | 'lanczos2' | 'lanczos3' | 'mitchell' | 'linear',
) =>
  sharp(source, { raw: { width: SIDE, height: SIDE, channels: 1 } })
    .resize(side, side, { fit: 'fill', kernel })
    .toColourspace('b-w')
    .raw()
    .toBuffer();

const METHODS: Record<string, (source: Uint8Array, side: number) => Promise<Uint8Array> | Uint8Array> = {
  'cubic, values': (source, side) => onValues(source, side, 'cubic'),
  'lanczos2, values': (source, side) => onValues(source, side, 'lanczos2'),
  'lanczos3, values': (source, side) => onValues(source, side, 'lanczos3'),
  'mitchell, values': (source, side) => onValues(source, side, 'mitchell'),
  'linear, values': (source, side) => onValues(source, side, 'linear'),
  'cubic, light': (source, side) => inLight(source, side, cubic, 2),
  'lanczos3, light': (source, side) => inLight(source, side, lanczos3, 3),
};

/** Error, and how far the disc's edge rings: into the white outside, and into the tone inside. */
function score(result: Uint8Array, truth: Uint8Array, side: number, tone: number) {
  let [error, outside, inside] = [0, 0, 0];
  for (let i = 0; i < result.length; i++) {
    error += (result[i] - truth[i]) ** 2;
    const x = ((i % side) + 0.5) / side;
    const y = (Math.floor(i / side) + 0.5) / side;
    const distance = (Math.hypot(x - 0.3, y - 0.5) - 0.2) * side;
    if (distance > 1.2 && distance < 8) outside = Math.max(outside, 255 - result[i]);
    if (distance < -1.2 && distance > -8) inside = Math.max(inside, Math.abs(result[i] - tone));
  }
  return { error: Math.sqrt(error / result.length), outside, inside };
}

const totals = new Map(
  Object.keys(METHODS).map((name) => [name, { errors: [] as number[], outside: 0, inside: 0 }]),
);
for (const tone of TONES) {
  const source = draw(SIDE, LIGHT[tone]);
  for (const side of SIZES) {
    const truth = draw(side, LIGHT[tone]);
    for (const [name, method] of Object.entries(METHODS)) {
      const { error, outside, inside } = score(await method(source, side), truth, side, tone);
      const total = totals.get(name);
      if (!total) continue;
      total.errors.push(error);
      total.outside = Math.max(total.outside, outside);
      total.inside = Math.max(total.inside, inside);
    }
  }
}
console.log(
  '| kernel | error above a half (RMS of 255) | error below a half | rings into white | rings into the product |',
);
console.log('| --- | ---: | ---: | ---: | ---: |');
const mean = (values: number[]) => (values.reduce((a, b) => a + b, 0) / values.length).toFixed(2);
for (const [name, { errors, outside, inside }] of totals) {
  const above = errors.filter((_, i) => SIZES[i % SIZES.length] >= SIDE / 2);
  const below = errors.filter((_, i) => SIZES[i % SIZES.length] < SIDE / 2);
  console.log(`| ${name} | ${mean(above)} | ${mean(below)} | ${outside} | ${inside} |`);
}
