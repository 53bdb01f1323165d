import type { Size } from '../../engine/raster.js';
import type { Marketplace } from '../marketplaces.js';
import type { Inspection } from './inspection.js';

/** From worst to best; `info` never changes the verdict. */
export type Severity = 'fail' | 'warn' | 'info' | 'pass';

/** What one check says. */
export interface Judgement {
  severity: Severity;
  /** What was measured. */
  value?: string | number;
  /** What the marketplace asks for, in the same form. */
  limit?: string | number;
  /** A plain sentence without a full stop. */
  message: string;
  /** What heroshot would do, or what only a person can; absent where nothing is to be done. */
  fix?: string;
}

/** What a check may look at. */
export interface Case {
  file: Inspection;
  market: Marketplace;
  /** Size of the picture that heroshot made the file from, where it did. */
  madeFrom?: Size;
}

/** A check: one question, one code. */
export interface Check<Code extends string = string> {
  code: Code;
  /** What is looked at, for the docs. */
  about: string;
  /** The worst that it can say. */
  worst: Exclude<Severity, 'pass'>;
  /** `undefined` where the marketplace has no rule or nothing could be measured. */
  judge(this: void, at: Case): Judgement | undefined;
}
