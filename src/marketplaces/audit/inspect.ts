import { type Estimator, loadEstimator } from '../../engine/condition/estimator.js';
import { busyWindows, WINDOW, type Windows } from '../../engine/condition/windows.js';
import { decode } from '../../engine/decode/decode.js';
import { digitalSourceType } from '../../engine/decode/fields.js';
import { type Header, readHeader } from '../../engine/decode/header.js';
import { readSource, type Source } from '../../engine/decode/source.js';
import { DEFAULT_LIMITS, type Limits } from '../../engine/limits.js';
import { ESTIMATOR, readWeights } from '../../engine/network/registry.js';
import type { Condition, Samples } from '../../engine/picture.js';
import type { Raster } from '../../engine/raster.js';
import { findBackdrop } from './backdrop.js';
import { whiteBorderShare } from './border.js';
import { fileColour } from './colour.js';
import { enlargedBy } from './enlarged.js';
import { findFrame } from './frame.js';
import type { Inspection } from './inspection.js';
import { personalFields } from './personal.js';
import { eightBits, reducedOnWhite } from './reduced.js';
import { withRoom } from './rooms.js';

/** Windows whose damage is judged: a third of what enhancing looks at, for a third of its time. */
const WINDOWS = 8;

let estimator: Promise<Estimator> | undefined;

/**
 * Measure a picture file: decode it once, look at its border in full resolution and at the rest on a reduced copy.
 * A file of 4 megapixels takes about an eighth of a second, most of it on the calling thread; bytes in and plain data out, so
 * that a server can run it on another.
 *
 * @throws {HeroshotError} `empty_file`, `not_an_image`, `svg_refused`, `corrupt_image` or `image_too_large`
 */
export async function inspect(bytes: Uint8Array, limits: Partial<Limits> = {}): Promise<Inspection> {
  const bounds = { ...DEFAULT_LIMITS, ...limits };
  const { metadata } = await readHeader(bytes, bounds);
  const source = await readSource(bytes, bounds);
  const { width, height, depth, alpha } = source;
  return withRoom(width * height * (alpha ? 4 : 3), depth, (room) => look(bytes, metadata, source, room));
}

async function look(
  bytes: Uint8Array,
  metadata: Header['metadata'],
  source: Source,
  room: Samples,
): Promise<Inspection> {
  const { width, height, format } = source;
  const picture = await decode(bytes, source, room);
  const raster: Raster = { width, height, channels: picture.channels, samples: eightBits(picture) };
  const windows = busyWindows(picture, WINDOW, WINDOWS);
  const sourceType = digitalSourceType(metadata.xmp);
  const frame = findFrame(raster);
  const damage = await estimateDamage(windows, source.metadata.jpegQuality);
  return {
    format,
    bytes: bytes.byteLength,
    width,
    height,
    frames: metadata.pages ?? 1,
    colour: fileColour(metadata),
    transparent: transparentShare(raster),
    personal: personalFields(metadata.exif),
    whiteBorder: whiteBorderShare(raster),
    backdrop: findBackdrop(reducedOnWhite(raster)),
    enlarged: enlargedBy(windows),
    ...(source.metadata.density === undefined ? {} : { density: source.metadata.density }),
    ...(sourceType === undefined ? {} : { sourceType }),
    ...(frame === undefined ? {} : { frame }),
    ...(damage === undefined ? {} : { damage }),
  };
}

/** What the estimating network and the file's own tables say; the weights are loaded once. */
async function estimateDamage(
  windows: Windows,
  jpegQuality: number | undefined,
): Promise<Condition | undefined> {
  if (windows.count === 0) return undefined;
  estimator ??= readWeights(ESTIMATOR).then((weights) => loadEstimator(weights));
  const byTables = jpegQuality === undefined ? 0 : (100 - jpegQuality) / 100;
  const seen = await (await estimator).run(windows, byTables);
  return { ...seen, compression: Math.max(seen.compression, byTables) };
}

/** Share of the pixels that are not opaque, 0..1. */
function transparentShare({ width, height, channels, samples }: Raster): number {
  if (channels === 3) return 0;
  let clear = 0;
  for (let s = 3; s < samples.length; s += 4) if (samples[s] < 255) clear++;
  return clear / (width * height);
}
