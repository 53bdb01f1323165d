import type { Background } from './background.js';
import type { EnhanceStep } from './enhance-step.js';
import type { Focus } from './focus.js';
import type { HandOffStep } from './hand-off.js';
import type { PlaceStep } from './place/place-step.js';

/** Find the subject and cut it out: the master becomes the subject alone, on a background or none. */
export interface CutoutStep {
  step: 'cutout';
  /** What lies behind the subject; `transparent` is the default. */
  background?: Background;
  /** A natural contact shadow below the subject; not where a marketplace asks for pure white. */
  shadow?: boolean;
  /** An .onnx file with another matte network (IS-Net or BiRefNet layout). */
  matteModel?: string;
}

/** One file for each marketplace, cropped and reduced from the master, and audited. */
export interface MarketplacesStep {
  step: 'marketplaces';
  for: readonly string[];
  /** What files are cropped around; absent = what is found to be the subject. */
  focus?: Focus;
}

/** One thing that is done to a picture. */
export type Step = EnhanceStep | CutoutStep | MarketplacesStep | PlaceStep | HandOffStep;

/**
 * What is done to a picture, in order. It is enhanced once, first; every later step starts from that master and only
 * reduces. What a hand-off brings back is the master of the steps after it.
 */
export interface Recipe {
  name: string;
  steps: readonly [EnhanceStep, ...Step[]];
}
