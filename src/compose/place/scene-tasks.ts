import sharp from 'sharp';
import { decode } from '../../engine/decode/decode.js';
import { readInput } from '../../engine/decode/input.js';
import type { Source } from '../../engine/decode/source.js';
import { encode } from '../../engine/encode/encode.js';
import type { OutputFormat } from '../../engine/encode/formats.js';
import type { Pixels } from '../../engine/master.js';
import { allocateSamples } from '../../engine/picture.js';
import type { Box } from '../../engine/raster.js';
import { decodeFront } from './decode-front.js';
import { type Front, frontAt } from './front.js';
import { lightOf } from './light.js';
import { type Shape, surfaceOf } from './placement.js';
import { renderRows, type Scene } from './render-rows.js';
import { type DesignPixels, fillLevels, fillRows, type Texture } from './texture.js';
import { onePlane, visibleAlpha, visibleBox } from './visible-box.js';

/** Decode a photograph into shared memory, 8 bits a sample, in its own RGB space. */
async function photo(task: {
  input: string | Uint8Array;
  source: Source;
  out: Uint8Array<SharedArrayBuffer>;
}): Promise<{ pixels: Pixels; notes: string[] }> {
  const { source, out } = task;
  const count = source.width * source.height * (source.alpha ? 4 : 3);
  const samples = source.depth === 8 ? out.subarray(0, count) : allocateSamples(count, 16);
  const picture = await decode(await readInput(task.input), source, samples);
  const { width, height, channels, metadata, notes } = picture;
  if (source.depth === 16)
    for (let i = 0; i < width * height * channels; i++) out[i] = Math.round(picture.samples[i] / 257);
  const { icc } = metadata;
  const used = out.subarray(0, width * height * channels);
  return { pixels: { width, height, channels, depth: 8, samples: used, ...(icc ? { icc } : {}) }, notes };
}

/** The part of a design that its own alpha shows; `undefined` where it shows nothing. Its other samples are not looked at. */
async function designBox({
  input,
  source,
}: {
  input: string | Uint8Array;
  source: Source;
}): Promise<Box | undefined> {
  const { width, height } = source;
  const whole = { left: 0, top: 0, width, height };
  if (!source.alpha) return whole;
  const alpha = await sharp(await readInput(input), { autoOrient: true, limitInputPixels: width * height })
    .extractChannel('alpha')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    // Whatever is wrong with the file is said when it is decoded as a picture.
    .catch(() => undefined);
  if (!alpha || alpha.info.width !== width || alpha.info.height !== height) return whole;
  return visibleAlpha({ width, height, alpha: onePlane(alpha.data, alpha.info.channels) });
}

/** What a photograph's place is looked at for. */
export interface LightTask {
  photo: Pixels;
  shape: Shape;
  reach: Box;
  front?: Front | undefined;
}

/** How a composed picture is written. */
export interface EncodeTask {
  tiff: Uint8Array;
  format: OutputFormat;
  pixels: number;
  quality?: number | undefined;
  density?: number | undefined;
  keepIcc: boolean;
  flattenOn?: string | undefined;
  exif: Record<string, string>;
  digitalSourceType?: string | undefined;
}

/** Everything that placing asks of a pool thread; samples lie on shared memory. */
export const PLACE_TASKS = {
  photo,
  designBox,
  front: decodeFront,
  visible: ({ pixels }: { pixels: Pixels }) => visibleBox(pixels),
  light: ({ photo, shape, reach, front }: LightTask) =>
    lightOf(photo, surfaceOf(shape), reach, frontAt(front, photo)),
  fillRows: (task: {
    design: DesignPixels;
    texture: Texture;
    photoIcc?: Uint8Array | undefined;
    from: number;
    to: number;
  }): void => fillRows(task.design, task.texture, task.photoIcc, task.from, task.to),
  fillLevels: (texture: Texture): void => fillLevels(texture),
  renderRows: (task: { scene: Scene; from: number; to: number }): number =>
    renderRows(task.scene, task.from, task.to),
  encodeScene: ({ tiff, ...options }: EncodeTask) => encode(tiff, { ...options, deep: false }),
};
