import type { Point } from '../../../src/recipe/focus.js';
import type { Fault } from '../api/fault.js';
import type { Job, RecipeReport, Treatment } from '../api/types.js';

/** Where a picture of the page is. */
export type PictureState =
  | 'ready'
  | 'waiting'
  | 'uploading'
  | 'queued'
  | 'running'
  | 'done'
  | 'failed'
  | 'cancelled';

/** A picture that a person brought. */
export interface Picture {
  key: string;
  name: string;
  /** What was dropped; none for an address, or after the page was loaded again. */
  file?: File;
  /** Address that the service fetches it from. */
  address?: string;
  /** A job whose picture this is; the service still has it. */
  kept?: string;
  /** What its files are cropped around, by marketplace, where a person chose it. */
  focus?: Readonly<Record<string, Point>>;
  /** Object URL of a small copy. */
  thumb?: string;
  /** Of the original, in pixels, where the browser can read it. */
  width?: number;
  height?: number;
  /** The browser can't show it. */
  unreadable?: boolean;
  state: PictureState;
  /** Share that was sent, 0..1. */
  sent: number;
  /** Share of the work that is done, 0..1. */
  progress: number;
  /** How it is treated, as it was asked for. */
  treatment?: Treatment;
  /** Same for every try of one submission. */
  once?: string;
  job?: Job;
  report?: RecipeReport;
  fault?: Fault;
}

export const isBusy = ({ state }: Picture): boolean =>
  state === 'waiting' || state === 'uploading' || state === 'queued' || state === 'running';

/** Whether a person should look at what was made. */
export const needsLook = ({ state, job, report }: Picture): boolean =>
  state === 'done' && (report?.verdict ?? job?.verdict) === 'review';

/** States in which it can be (re)submitted. */
export const isFree = (picture: Picture): boolean => !isBusy(picture);
