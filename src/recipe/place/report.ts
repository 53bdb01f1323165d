import type { Fit } from '../../compose/place/fit.js';
import type { Shape } from '../../compose/place/placement.js';
import type { OutputFormat } from '../../engine/encode/formats.js';
import type { Box, Size } from '../../engine/raster.js';
import type { SaidBy } from './ground.js';

/** What a report says of a design that was laid on a photograph. */
export interface PlacementReport extends Size {
  /** The template, or `photo`. */
  on: string;
  format: OutputFormat;
  bytes: number;
  colour: string;
  quality?: number;
  digitalSourceType: string;
  /** Who said where the design goes, and where that is, in pixels of the photo. */
  by: SaidBy;
  shape: Shape;
  fit: Fit;
  shade: number;
  displace: number;
  gloss: number;
  /** Which pixels were composed. All others are the photo's own. */
  composed: {
    /** The smallest box that holds them. */
    box: Box;
    pixels: number;
    /** Of the photo's pixels, 0..1. */
    share: number;
    /** Pixels that a mask kept in front within the box, wholly or in part. */
    kept: number;
  };
  design: Size & {
    /** The part that was placed. */
    box: Box;
    /** Pixels of the photo per pixel of the design where it is shown largest, as placed; above 1 it is interpolated. */
    shown: number;
    /** Enlargement by the network before it was placed, and why. */
    scale: 1 | 2 | 4;
    why: string;
  };
  /** The photo's light at the place, linear, 0..1. */
  light: { reference: number; white: number; black: number; contrast: number };
  /** What a person should know, in plain sentences. */
  notes: string[];
  /** Milliseconds on the clock. */
  timings: { prepare: number; render: number; encode: number; total: number };
}
