import type { Box, Size } from '../../engine/raster.js';
import { EdgeError } from '../errors.js';
import { LONGEST_SIDE } from '../grammar/operations.js';
import type { EdgeOptions, Gravity } from '../grammar/options.js';
import type { AskedSize } from '../negotiation/negotiation.js';

/** Where a picture lies on its canvas. */
export interface Place extends Size {
  left: number;
  top: number;
}

/** The way from a source to a picture: enlarge by the network, resize as a whole, cut, lay on a canvas. */
export interface Geometry {
  /** What the network enlarges by; 0 = not at all. */
  network: 0 | 2 | 4;
  /** The whole picture, resized. */
  scaled: Size;
  /** What is cut out of it; `sm` looks for the place itself. */
  crop?: Box | (Size & { smart: true });
  /** The canvas, and where the picture lies on it. */
  canvas?: { size: Size; place: Place };
  output: Size;
  /** Device pixels a CSS pixel that it came to. */
  dpr: number;
}

/** How far a picture may be enlarged. */
export interface Reach {
  /** Times the source, however it is done; 1 = never. */
  most: number;
  /** Times the source by the network; 0 = it has no part in it. */
  network: 0 | 2 | 4;
}

/** Most pixels of a result. */
const MOST_PIXELS = 40_000_000;

/** Most pixels that the network makes while a visitor waits; above, a smaller scale, or none. */
const MOST_NETWORK_PIXELS = 16_000_000;

/** What an address and a visitor's connection allow. @param original the visitor wants the source's pixels at most */
export function reachOf({ enlarge, enhance }: EdgeOptions, original: boolean): Reach {
  if (original) return { most: 1, network: 0 };
  const off = enhance === 'off' || (enhance === undefined && enlarge === false);
  const network = off ? 0 : enhance === 2 ? 2 : 4;
  return { most: enlarge === true ? Number.POSITIVE_INFINITY : Math.max(1, network), network };
}

/**
 * Plan a picture by imgproxy's rules (its processing pipeline's "scale", "crop", "extend", "padding"), with one difference: where
 * imgproxy never enlarges unless it is told to, `reach` says how far.
 *
 * @throws {EdgeError} `result_too_large`
 */
export function planGeometry(source: Size, options: EdgeOptions, asked: AskedSize, reach: Reach): Geometry {
  const css = { width: asked.width / asked.dpr, height: asked.height / asked.dpr };
  const free = asked.width === 0 && asked.height === 0;
  const wanted = free ? asked.scale : asked.dpr;
  const { x, y } = scalesOf(source, css, options);
  // First the size, then the density: what is beyond reach is taken from both alike.
  const over = Math.max(x, y) / reach.most;
  const down = Math.max(1, over);
  let dpr = Math.min(wanted, Math.max(1, reach.most / (Math.max(x, y) / down)));
  if (asked.atMost > 0) dpr = Math.min(dpr, asked.atMost / source.width);
  const scale = { x: (x / down) * dpr, y: (y / down) * dpr };
  const scaled = { width: side(source.width * scale.x), height: side(source.height * scale.y) };
  const target = { width: side0(css.width * dpr), height: side0(css.height * dpr) };

  const geometry: Geometry = { network: 0, scaled, output: scaled, dpr: free ? 1 : dpr };
  const cut = cutOf(scaled, target, options.resizingType);
  if (cut.width < scaled.width || cut.height < scaled.height) {
    const { gravity } = options;
    geometry.crop =
      gravity.type === 'sm' ? { ...cut, smart: true } : { ...cut, ...placeOf(scaled, cut, gravity, dpr) };
    geometry.output = cut;
  }
  layOnCanvas(geometry, target, options, dpr);
  const { width, height } = geometry.output;
  if (Math.max(width, height, scaled.width, scaled.height) > 2 * LONGEST_SIDE || width * height > MOST_PIXELS)
    throw new EdgeError('result_too_large', `the picture would have ${width}×${height} pixels`);
  geometry.network = networkFor(source, Math.max(scale.x, scale.y), reach.network);
  return geometry;
}

const side = (length: number) => Math.max(1, Math.round(length));
const side0 = (length: number) => (length === 0 ? 0 : side(length));

/** Scales across and down that bring a source to a size in CSS pixels. */
function scalesOf(
  source: Size,
  { width, height }: Size,
  { resizingType }: EdgeOptions,
): { x: number; y: number } {
  const x = (width || source.width) / source.width;
  const y = (height || source.height) / source.height;
  const alike = source.width >= source.height === (width || source.width) >= (height || source.height);
  const type = resizingType === 'auto' ? (alike ? 'fill' : 'fit') : resizingType;
  if (type === 'force' || (width === 0 && height === 0)) return { x, y };
  if (width === 0) return { x: y, y };
  if (height === 0) return { x, y: x };
  const both = type === 'fit' ? Math.min(x, y) : Math.max(x, y);
  return { x: both, y: both };
}

/** What is kept of the resized picture. */
function cutOf(scaled: Size, target: Size, type: EdgeOptions['resizingType']): Size {
  const width = Math.min(target.width || scaled.width, scaled.width);
  const height = Math.min(target.height || scaled.height, scaled.height);
  if (type !== 'fill-down' || !target.width || !target.height) return { width, height };
  // A picture that is too small keeps at least the shape.
  const short = Math.max(target.width / scaled.width, target.height / scaled.height);
  if (short <= 1) return { width, height };
  return {
    width: Math.min(width, side(target.width / short)),
    height: Math.min(height, side(target.height / short)),
  };
}

function layOnCanvas(geometry: Geometry, target: Size, { extend, padding }: EdgeOptions, dpr: number): void {
  const picture = geometry.output;
  const inner = extend
    ? { width: Math.max(target.width, picture.width), height: Math.max(target.height, picture.height) }
    : picture;
  const [top, right, bottom, left] = padding.map((pixels) => Math.round(pixels * dpr));
  const size = { width: inner.width + left + right, height: inner.height + top + bottom };
  if (size.width === picture.width && size.height === picture.height) return;
  const at = extend ? placeOf(inner, picture, extend, dpr) : { left: 0, top: 0 };
  geometry.canvas = { size, place: { ...picture, left: at.left + left, top: at.top + top } };
  geometry.output = size;
}

/** Where an inner rectangle lies in an outer one, which it never leaves. */
export function placeOf(
  outer: Size,
  inner: Size,
  gravity: Exclude<Gravity, { type: 'sm' }>,
  dpr: number,
): { left: number; top: number } {
  const { type, x, y } = gravity;
  const free = { x: outer.width - inner.width, y: outer.height - inner.height };
  const offset = (value: number, length: number) =>
    Math.round(Math.abs(value) >= 1 ? value * dpr : value * length);
  let left = Math.floor((free.x + 1) / 2) + offset(x, outer.width);
  let top = Math.floor((free.y + 1) / 2) + offset(y, outer.height);
  if (type === 'fp') {
    left = Math.round(outer.width * x) - Math.floor(inner.width / 2);
    top = Math.round(outer.height * y) - Math.floor(inner.height / 2);
  } else if (type !== 'ce') {
    if (type.startsWith('no')) top = offset(y, outer.height);
    if (type.startsWith('so')) top = free.y - offset(y, outer.height);
    if (type.endsWith('we')) left = offset(x, outer.width);
    if (type.endsWith('ea')) left = free.x - offset(x, outer.width);
  }
  return { left: Math.min(Math.max(0, left), free.x), top: Math.min(Math.max(0, top), free.y) };
}

/** The least scale of the network that reaches, within what it can do in time. */
function networkFor({ width, height }: Size, scale: number, most: Reach['network']): Geometry['network'] {
  if (scale <= 1) return 0;
  const fits = ([2, 4] as const).filter((n) => n <= most && width * height * n * n <= MOST_NETWORK_PIXELS);
  return fits.find((n) => n >= scale) ?? fits.at(-1) ?? 0;
}
