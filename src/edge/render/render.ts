import sharp, { type Sharp } from 'sharp';
import type { Source } from '../../engine/decode/source.js';
import { HeroshotError } from '../../engine/errors.js';
import type { Pool } from '../../engine/pool/pool.js';
import type { Raster, Size } from '../../engine/raster.js';
import type { EdgeFormat, EdgeOptions } from '../grammar/options.js';
import { encodedAs, withClaims } from './encode.js';
import type { Geometry } from './geometry.js';
import type { Samples } from './resample.js';
import { EDGE_THREADS } from './threads.js';

/** Threads that the edge has of its own: exact enlargement must not block the event loop, nor wait for the network. */
export type EdgeThreads = Pick<Pool, 'call'>;

/** A picture to make. */
export interface RenderJob {
  bytes: Uint8Array;
  source: Source;
  /** What the network made of it; absent where it has no part. */
  enhanced?: Raster | undefined;
  geometry: Geometry;
  options: Pick<EdgeOptions, 'background' | 'quality'>;
  /** The format that is wanted; where the visitor's browser chose JPEG and there is something transparent, it becomes PNG. */
  format: { wanted: EdgeFormat; accepted: boolean };
}

/** A made file. */
export interface Rendered extends Size {
  body: Uint8Array;
  format: EdgeFormat;
}

/**
 * Make a picture: resized as a whole, cut, laid on its canvas, encoded. sharp only ever reduces: its enlargement lies half a
 * pixel off (lovell/sharp#4061), so what is missing is enlarged exactly, by our own.
 *
 * @throws {HeroshotError} `corrupt_image`
 */
export async function render(job: RenderJob, threads: EdgeThreads): Promise<Rendered> {
  const { source, enhanced, geometry, options } = job;
  const from: Size = enhanced ?? source;
  const { scaled } = geometry;
  try {
    const enlarges = scaled.width > from.width || scaled.height > from.height;
    let image = resized(opened(job), from, {
      width: Math.min(scaled.width, from.width),
      height: Math.min(scaled.height, from.height),
    });
    if (enlarges) image = await enlarged(image, scaled, threads);
    image = await cut(image, geometry);
    const transparent = source.alpha || (geometry.canvas !== undefined && options.background === undefined);
    const format = formatFor(job, transparent);
    image = laid(image, job, format);
    const encode = async (picture: Sharp, as: EdgeFormat): Promise<Rendered> => {
      const encoded = withClaims(encodedAs(picture, as, options.quality), source, enhanced !== undefined);
      const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
      return { body: data, format: as, width: info.width, height: info.height };
    };
    if (format !== 'webp' || !job.format.accepted || transparent) return await encode(image, format);
    // Which of the two is smaller is only known when both are there, and JPEG costs a few milliseconds.
    const finished = await decoded(image);
    const [webp, jpeg] = await Promise.all([
      encode(ofSamples(finished), 'webp'),
      encode(ofSamples(finished), 'jpeg'),
    ]);
    return jpeg.body.length <= webp.body.length ? jpeg : webp;
  } catch (error) {
    if (error instanceof HeroshotError || enhanced) throw error;
    throw new HeroshotError('corrupt_image', 'the picture cannot be decoded', { cause: error });
  }
}

/** The source upright, or what the network made of it. */
function opened({ bytes, enhanced }: RenderJob): Sharp {
  // The header was held against the limits before.
  if (!enhanced) return sharp(bytes, { limitInputPixels: false, failOn: 'error' }).autoOrient();
  const { samples, width, height, channels } = enhanced;
  return sharp(samples, { raw: { width, height, channels }, limitInputPixels: false });
}

function resized(image: Sharp, from: Size, to: Size): Sharp {
  if (to.width === from.width && to.height === from.height) return image;
  // Why cubic: docs/decisions/0014.
  return image.resize(to.width, to.height, { fit: 'fill', kernel: 'cubic' });
}

async function enlarged(image: Sharp, to: Size, threads: EdgeThreads): Promise<Sharp> {
  const { samples, width, height, channels } = await decoded(image);
  const out = new Uint8Array(new SharedArrayBuffer(to.width * to.height * channels));
  const shared = new Uint8Array(new SharedArrayBuffer(samples.length));
  shared.set(samples);
  await threads.call(EDGE_THREADS, 'enlarge', {
    from: { samples: shared, width, height, channels },
    to,
    out,
  });
  return ofSamples({ ...to, channels, samples: out });
}

async function decoded(image: Sharp): Promise<Samples> {
  const { data, info } = await image
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { samples: data, width: info.width, height: info.height, channels: info.channels };
}

const ofSamples = ({ samples, width, height, channels }: Samples) =>
  sharp(samples, { raw: { width, height, channels: channels as 1 | 2 | 3 | 4 }, limitInputPixels: false });

async function cut(image: Sharp, { crop }: Geometry): Promise<Sharp> {
  if (!crop) return image;
  if (!('smart' in crop)) return image.extract(crop);
  // Where the interesting part is is seen in the resized picture, which is of the cut's size in one direction at least.
  const { width, height } = crop;
  return ofSamples(await decoded(image)).resize(width, height, {
    fit: 'cover',
    position: sharp.strategy.attention,
  });
}

function formatFor({ format: { wanted, accepted } }: RenderJob, transparent: boolean): EdgeFormat {
  return wanted === 'jpeg' && accepted && transparent ? 'png' : wanted;
}

/** Lay on the background, and on the canvas where there is one. */
function laid(image: Sharp, { geometry: { canvas }, options }: RenderJob, format: EdgeFormat): Sharp {
  const solid = options.background ? `#${options.background}` : format === 'jpeg' ? '#ffffff' : undefined;
  const onto = solid ? image.flatten({ background: solid }) : image;
  if (!canvas) return onto;
  const { size, place } = canvas;
  return onto.extend({
    left: place.left,
    top: place.top,
    right: size.width - place.left - place.width,
    bottom: size.height - place.top - place.height,
    background: solid ?? { r: 0, g: 0, b: 0, alpha: 0 },
  });
}
