import type { SourceFormat } from '../engine/decode/sniff.js';
import type { OutputFormat } from '../engine/encode/formats.js';

/** The canvas that is made: whole pixels, or the picture's own shape with a longest side. */
export type Canvas =
  | { kind: 'exact'; width: number; height: number }
  | { kind: 'longest-side'; longest: number };

/** A bound on the size of a picture; what is absent is not bounded. */
export interface SizeBound {
  /** Longest side in pixels. */
  longest?: number;
  /** Shortest side in pixels. */
  shortest?: number;
  /** Width × height. */
  pixels?: number;
}

/** Shapes, as width to height. */
export interface Shape {
  /** The shape that is made; `own` keeps the picture's. */
  made: `${number}:${number}` | 'own';
  /** Shapes that are shown whole, the made one among them; empty where every shape is. */
  shown: readonly `${number}:${number}`[];
  /** Smallest and largest width ÷ height that is taken at all. */
  range: readonly [number, number];
}

/** How much of the frame the subject takes: the larger of its width ÷ frame width and its height ÷ frame height. */
export interface Fill {
  /** Whether the marketplace demands it or only advises it. */
  rule: 'required' | 'advised';
  least: number;
  most: number;
  /** The range that is aimed at when a file is made. */
  made: readonly [number, number];
}

/** What is laid over or around the photograph. */
export type OverlayRule = 'refused' | 'advised-against' | 'allowed';

/** How far a row can be trusted: `high` was read on the marketplace's own page, `low` only on pages of others. */
export type Confidence = 'high' | 'medium' | 'low';

/** What one use of pictures on one marketplace asks for. Adding a marketplace is adding a row. */
export interface MarketplaceRow {
  /** Name for people. */
  title: string;
  /** The canvas that is made and recommended; a source that can't reach it makes a smaller one of the same shape. */
  canvas: Canvas;
  /** Smaller pictures are refused, or too small to be of use. */
  minimum: SizeBound;
  /** Larger pictures are refused. */
  maximum: SizeBound;
  /** Longest side in pixels from which shoppers can zoom. */
  zoomFrom?: number;
  shape: Shape;
  background: 'pure-white' | 'white-preferred' | 'any';
  fill: Fill;
  /** Formats that are taken, of those that heroshot reads. */
  formats: readonly SourceFormat[];
  /** The format that is made. */
  format: OutputFormat;
  /** Quality of the made file, 1..100; lossless formats ignore it. */
  quality: number;
  /** Whether transparent pixels are taken and shown as such. */
  transparency: boolean;
  /** What a colour space other than sRGB means here; files are always made in sRGB. */
  colour: { otherRgb: 'pass' | 'warn' | 'fail'; cmyk: 'pass' | 'warn' | 'fail' };
  /** Largest file in bytes. */
  maxBytes: number;
  /** Dots per inch: written into made files, and the least that is taken. */
  density?: { made: number; least: number };
  overlays: { text: OverlayRule; watermark: OverlayRule; border: OverlayRule };
  /** Plain sentences: what the numbers don't say, and where sources disagree. */
  notes: readonly string[];
  /** The marketplace's own page. */
  source: string;
  /** ISO date on which the row was last held against its sources. */
  checkedOn: string;
  confidence: Confidence;
}

/** Width ÷ height of a ratio such as `4:5`. */
export function ratioOf(ratio: `${number}:${number}`): number {
  const [width, height] = ratio.split(':').map(Number);
  return width / height;
}

/** Longest side of a canvas in pixels. */
export function longestSide(canvas: Canvas): number {
  return canvas.kind === 'exact' ? Math.max(canvas.width, canvas.height) : canvas.longest;
}
