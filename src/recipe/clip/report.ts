import type { Easing } from '../../compose/clip/easing.js';
import type { Motion, Move } from '../../compose/clip/move.js';
import type { ClipTargetName } from '../../compose/clip/sizes.js';
import type { Transition } from '../../compose/clip/timeline.js';
import type { VideoFormatName } from '../../compose/clip/video-formats.js';
import type { Size } from '../../engine/raster.js';
import type { ClipFinding } from './findings.js';

/** What was made of one still. */
export interface StillReport {
  name: string;
  /** Size of the picture as it came. */
  input: Size;
  /** Enlargement by the network. */
  scale: 1 | 2 | 4;
  motion: Motion;
  /** How sure the outline of its subject is, where one was looked for. */
  confidence?: number;
  findings: ClipFinding[];
  /** For each size: the plate that is moved over, and the way of the view, in its pixels. */
  plates: (Size & Pick<Move, 'from' | 'to' | 'depth'>)[];
}

/** A file that was made. */
export interface ClipFileReport extends Size {
  for: ClipTargetName[];
  codec: string;
  bytes: number;
  sha256: string;
}

/** What a clip is made of; written beside it as `<name>.report.json`. */
export interface ClipReport {
  version: 1;
  kind: 'clip';
  format: VideoFormatName;
  fps: number;
  frames: number;
  seconds: number;
  transition: Transition;
  easing: Easing;
  /** Frames that each still is seen, and over which two are seen together; fractions allowed. */
  timeline: { shot: number; overlap: number };
  colour: 'BT.709, limited range';
  digitalSourceType: string;
  stills: StillReport[];
  files: ClipFileReport[];
  /** Milliseconds on the clock. */
  timings: { total: number };
}
