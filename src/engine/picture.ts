import type { SourceFormat } from './decode/sniff.js';

/** Samples of a picture: 8 or 16 bits, in memory that threads share. */
export type Samples = Uint8Array<SharedArrayBuffer> | Uint16Array<SharedArrayBuffer>;

/** The damage that the network is told of; each 0 for a clean, sharp picture (see docs/network.md). */
export interface Condition {
  /** (100 − JPEG quality) / 100. */
  compression: number;
  /** Standard deviation of the noise on the 0..255 scale, divided by 25. */
  noise: number;
  /** Standard deviation of the softness in input pixels, divided by 2. */
  blur: number;
}

/** What a file said of itself and what may be carried into results. */
export interface PictureMetadata {
  /** ICC profile of the samples; `undefined` means sRGB by convention. */
  icc?: Uint8Array;
  /** Name of the colour space of the samples, for people. */
  colourName: string;
  /** Dots per inch. */
  density?: number;
  /** Text fields of EXIF that results carry; never a location. */
  exif: Record<string, string>;
  /** An IPTC digital source type that the file already claims. */
  digitalSourceType?: string;
  /** Quality by the quantisation tables, where the file is a JPEG. */
  jpegQuality?: number;
}

/** A decoded picture: upright, in its own RGB space, samples interleaved as `[H, W, channels]`. */
export interface Picture {
  width: number;
  height: number;
  /** 3 = RGB, 4 = RGB and straight (not premultiplied) alpha. */
  channels: 3 | 4;
  depth: 8 | 16;
  samples: Samples;
  /** The source had no colour; results keep R = G = B. */
  grey: boolean;
  format: SourceFormat;
  metadata: PictureMetadata;
  /** Plain sentences about what the decoder had to do, e.g. "only the first frame was used". */
  notes: string[];
}

/** Shared samples for `count` values of 8 or 16 bits. */
export function allocateSamples(count: number, depth: 8): Uint8Array<SharedArrayBuffer>;
export function allocateSamples(count: number, depth: 8 | 16): Samples;
export function allocateSamples(count: number, depth: 8 | 16): Samples {
  return depth === 8
    ? new Uint8Array(new SharedArrayBuffer(count))
    : new Uint16Array(new SharedArrayBuffer(count * 2));
}
