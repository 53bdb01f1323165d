import { type Density, densityOf } from '../../compose/place/density.js';
import { type Fitted, fitted } from '../../compose/place/fit.js';
import type { Front } from '../../compose/place/front.js';
import { reachOf, surfaceOf } from '../../compose/place/placement.js';
import type { Scene } from '../../compose/place/render-rows.js';
import { shadingOf } from '../../compose/place/shading.js';
import { type DesignPixels, halvingsFor, levelSizes, type Texture } from '../../compose/place/texture.js';
import { FORMATS, keptFormat, type OutputFormat } from '../../engine/encode/formats.js';
import { tiffLayout } from '../../engine/encode/tiff.js';
import { compositeSourceType } from '../../engine/encode/xmp.js';
import { checkSignal, settled } from '../../engine/enlarge.js';
import { HeroshotError } from '../../engine/errors.js';
import { type Arena, type Block, blockBytes } from '../../engine/pool/arena.js';
import type { Pool } from '../../engine/pool/pool.js';
import type { Box, Size } from '../../engine/raster.js';
import { composedPixels } from './composed-pixels.js';
import { coveragePng } from './coverage-png.js';
import type { Ground } from './ground.js';
import type { PlacementReport } from './report.js';
import { PLACE_THREADS } from './threads.js';

/** A design that is to be laid on a ground, and how its file is to be written. */
export interface Order extends DesignPixels {
  ground: Ground;
  /** The part of the design that is placed; `undefined` where it shows nothing. */
  box: Box | undefined;
  scale: 1 | 2 | 4;
  why: string;
  format: OutputFormat | 'keep';
  quality?: number | undefined;
  density?: number | undefined;
  /** EXIF text of the design, and the digital source type that its file claimed. */
  exif: Record<string, string>;
  claims?: string | undefined;
  coverage: boolean;
  signal?: AbortSignal | undefined;
}

/** A composed picture. */
export interface Placed {
  bytes: Uint8Array;
  format: OutputFormat;
  /** Which pixels were composed, as an 8-bit PNG of the photo's size. */
  coverage?: Uint8Array;
  report: PlacementReport;
}

/** Pixels beyond a surface that the filter of its edge can reach. */
const EDGE = 4;

/** Rows that a thread composes at a time. */
const BAND = 48;

/** Where a part of a design goes, and how large it is shown there. */
export function planDesign({ placement, source }: Ground, box: Box): { fitted: Fitted; density: Density } {
  const surface = surfaceOf(placement.shape);
  const fit = fitted(box, placement.aspect ?? surface.aspect, placement.fit);
  return { fitted: fit, density: densityOf(surface, fit, source) };
}

/**
 * Lay a design on a photograph and encode it.
 *
 * @throws {HeroshotError} `nothing_placed`, `cancelled`, and what a picture file can be refused for
 */
export async function placeDesign(
  order: Order,
  pool: Pick<Pool, 'call' | 'threads'>,
  arena: Arena,
): Promise<Placed> {
  const start = performance.now();
  const { ground, box, pixels: design } = order;
  const { source, placement } = ground;
  if (!box) throw new HeroshotError('nothing_placed', 'all of the design is transparent');
  const { fitted: fit, density } = planDesign(ground, box);
  // The footprint keeps a level more than it needs.
  const halvings = halvingsFor(fit.box, Math.floor(Math.log2(1 / density.most)) - 1);
  const sizes = levelSizes(fit.box, halvings);
  const surface = surfaceOf(placement.shape);
  const reach = reachOf(surface, source, EDGE + 0.02 * Math.max(source.width, source.height));
  const block = await arena.take(bytesFor(ground, sizes));
  try {
    const room = roomIn(block);
    const taken = room.bytes(source.width * source.height * (source.alpha ? 4 : 3));
    const { pixels: photo, notes } = await pool.call(PLACE_THREADS, 'photo', {
      input: ground.input,
      source,
      out: taken,
    });
    checkSignal(order.signal);
    const front = ground.front && sharedFront(ground.front, room);
    const { shape } = placement;
    const texture: Texture = {
      box: fit.box,
      halvings,
      levels: sizes.map((size) => ({ ...size, texels: room.words(size.width * size.height * 4) })),
    };
    const [light] = await Promise.all([
      pool.call(PLACE_THREADS, 'light', { photo, shape, reach, front }),
      fillTexture(order, texture, photo.icc, pool),
    ]);
    checkSignal(order.signal);
    const prepared = performance.now();
    const { width, height, channels, icc } = photo;
    const layout = tiffLayout({ width, height, channels, depth: 8, ...(icc ? { icc } : {}) });
    const tiff = room.bytes(layout.total);
    tiff.set(layout.header);
    const scene: Scene = {
      photo,
      texture,
      shape,
      fitted: fit,
      light,
      shading: shadingOf(light, placement.shade, placement.gloss),
      displace: placement.displace,
      front,
      reach,
      out: tiff.subarray(layout.offset),
      coverage: room.bytes(width * height),
    };
    await inBands(height, pool, (from, to) => pool.call(PLACE_THREADS, 'renderRows', { scene, from, to }));
    checkSignal(order.signal);
    const composed = composedPixels(scene.coverage, { width, height }, front);
    if (!composed) throw new HeroshotError('nothing_placed', 'no pixel of the design shows in the photo');
    const rendered = performance.now();
    const claimed = compositeSourceType([source.metadata.digitalSourceType, order.claims]);
    const format = order.format === 'keep' ? keptFormat(source.format) : order.format;
    const quality = FORMATS[format].quality && (order.quality ?? FORMATS[format].quality);
    const bytes = await pool.call(PLACE_THREADS, 'encodeScene', {
      tiff,
      format,
      pixels: width * height,
      quality,
      density: order.density ?? source.metadata.density,
      keepIcc: icc !== undefined,
      exif: credited(source.metadata.exif, order.exif),
      digitalSourceType: claimed,
      flattenOn: channels === 4 && !FORMATS[format].alpha ? '#ffffff' : undefined,
    });
    const coverage = order.coverage ? await coveragePng(scene.coverage, { width, height }) : undefined;
    const end = performance.now();
    const { reference, white, black, contrast } = light;
    const report: PlacementReport = {
      on: ground.name,
      width,
      height,
      format,
      bytes: bytes.byteLength,
      colour: source.metadata.colourName,
      ...(quality === undefined ? {} : { quality }),
      digitalSourceType: claimed,
      by: ground.by,
      shape,
      fit: placement.fit,
      shade: placement.shade,
      displace: placement.displace,
      gloss: placement.gloss,
      composed,
      design: {
        width: design.width,
        height: design.height,
        box: fit.box,
        shown: rounded(density.most),
        scale: order.scale,
        why: order.why,
      },
      light: {
        reference: rounded(reference),
        white: rounded(white),
        black: rounded(black),
        contrast: rounded(contrast),
      },
      notes: [...new Set([...ground.notes, ...notes, ...notesOf(source.depth, density.most)])],
      timings: {
        prepare: Math.round(prepared - start),
        render: Math.round(rendered - prepared),
        encode: Math.round(end - rendered),
        total: Math.round(end - start),
      },
    };
    return { bytes, format, ...(coverage ? { coverage } : {}), report };
  } finally {
    arena.give(block);
  }
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;

function notesOf(depth: 8 | 16, shown: number): string[] {
  const notes = depth === 16 ? ['the photo has 16 bits a sample; the result has 8'] : [];
  if (shown > 1.5)
    notes.push(
      `the design is shown ${shown.toFixed(1)} times as large as it is: a larger one would look sharper`,
    );
  return notes;
}

function bytesFor({ source, front }: Ground, sizes: Size[]): number {
  const { width, height, metadata } = source;
  const samples = width * height * (source.alpha ? 4 : 3);
  const tiff = samples + (metadata.icc?.byteLength ?? 0) + height + 8192;
  return blockBytes(
    samples,
    tiff,
    width * height,
    front?.kept.byteLength ?? 0,
    ...sizes.map((size) => size.width * size.height * 8),
  );
}

function roomIn(block: Block) {
  return {
    bytes: (count: number) => new Uint8Array(block.buffer, block.take(count), count),
    words: (count: number) => new Uint16Array(block.buffer, block.take(2 * count), count),
  };
}

function sharedFront(front: Front, room: ReturnType<typeof roomIn>): Front {
  const kept = room.bytes(front.kept.byteLength);
  kept.set(front.kept);
  return { ...front, kept };
}

async function fillTexture(
  { pixels, matte }: DesignPixels,
  texture: Texture,
  photoIcc: Uint8Array | undefined,
  pool: Pick<Pool, 'call' | 'threads'>,
): Promise<void> {
  const design = { pixels, matte: pixels.channels === 3 ? matte : undefined };
  await inBands(texture.levels[0].height, pool, (from, to) =>
    pool.call(PLACE_THREADS, 'fillRows', { design, texture, photoIcc, from, to }),
  );
  await pool.call(PLACE_THREADS, 'fillLevels', texture);
}

/** Do rows in bands, as many at a time as there are threads. */
async function inBands(
  rows: number,
  { threads }: Pick<Pool, 'threads'>,
  work: (from: number, to: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const feed = async () => {
    while (next < rows) {
      const from = next;
      next = Math.min(rows, next + BAND);
      await work(from, next);
    }
  };
  await settled(Array.from({ length: threads }, feed));
}

/** What both sources say of their authors: none may be lost by being laid on or under another. */
function credited(photo: Record<string, string>, design: Record<string, string>): Record<string, string> {
  const exif = { ...photo };
  for (const name of ['Copyright', 'Artist'])
    if (design[name] && design[name] !== photo[name])
      exif[name] = photo[name] ? `${photo[name]}; ${design[name]}` : design[name];
  return exif;
}
