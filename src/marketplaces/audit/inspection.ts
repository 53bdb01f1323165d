import type { SourceFormat } from '../../engine/decode/sniff.js';
import type { Condition } from '../../engine/picture.js';
import type { Size } from '../../engine/raster.js';
import type { Backdrop } from './backdrop.js';
import type { FileColour } from './colour.js';
import type { Frame } from './frame.js';

/** What a file says and holds, measured once and held against any number of marketplaces. */
export interface Inspection extends Size {
  format: SourceFormat;
  /** Size of the file in bytes. */
  bytes: number;
  /** Frames or pages in the file. */
  frames: number;
  colour: FileColour;
  /** Share of the pixels that can be seen through, 0..1. */
  transparent: number;
  /** Dots per inch that the file names. */
  density?: number;
  /** IPTC digital source type that the file carries. */
  sourceType?: string;
  /** What its EXIF says of places, persons and devices, a word or two each. */
  personal: string[];
  /** Share of the outermost pixels that are exactly 255, 255, 255, or fully see-through. */
  whiteBorder: number;
  backdrop: Backdrop;
  /** A line frame around the picture. */
  frame?: Frame;
  /** Damage by the estimating network; absent where nothing is in the picture to judge by. */
  damage?: Condition;
  /** How often the picture seems to have been enlarged without new detail; 1 where it does not seem so. */
  enlarged: number;
}
