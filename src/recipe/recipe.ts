import type { EnhanceStep } from './enhance-step.js';

/** One thing that is done to a picture. */
export type Step = EnhanceStep;

/** What is done to a picture, in order: it is enhanced once, and everything after that only reduces. */
export interface Recipe {
  name: string;
  steps: [EnhanceStep, ...Step[]];
}
