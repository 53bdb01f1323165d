import type { Size } from '../../engine/raster.js';
import type { Leading } from './led.js';
import type { Plane } from './resample.js';
import type { View } from './view.js';

/** One plate, seen through a view. */
export interface FlatScene {
  kind: 'flat';
  plate: Plane;
  view: View;
}

/** A subject that moves against its background. */
export interface DeepScene {
  kind: 'deep';
  /** The plate with the subject taken out and the hole filled. */
  background: Plane;
  view: View;
  /** The subject alone, premultiplied RGBA, and where it lies on the plate. */
  subject: Plane;
  origin: { left: number; top: number };
  /** What the frame shows of the subject's layer, in plate pixels. */
  subjectView: View;
  ground: Ground;
}

/** The ground that a subject stands on moves with it; what is far behind stays. Rows and pixels of the plate. */
export interface Ground {
  /** From this row down everything moves with the subject. */
  near: number;
  /** Up from this row nothing does. */
  far: number;
  /** How far the subject is moved to the right against the far background. */
  sway: number;
}

/** What is seen of one still in one frame. Samples lie on shared memory. */
export type Scene = FlatScene | DeepScene;

/** A frame: its scenes with their shares, which sum to 1. */
export interface FrameTask extends Size {
  parts: { scene: Scene; share: number }[];
  /** How its two scenes are led into each other; without it they are cross-faded. */
  leading?: Leading | undefined;
  out: Uint8Array;
}
