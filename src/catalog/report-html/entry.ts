import type { RecipeReport } from '../../recipe/report.js';

/** A file that was made for a marketplace. */
export interface PageOutput {
  /** The marketplace; the report says more under the same name. */
  for: string;
  /** Path relative to the page's folder, with forward slashes. */
  file: string;
  bytes: Uint8Array;
}

/** What the page shows of one picture. */
export interface PageEntry {
  /** e.g. `bag.jpg` */
  name: string;
  /** Path of the input as the user gave it, for display. */
  source: string;
  status: 'done' | 'failed';
  /** Path of the result relative to the page's folder, with forward slashes. */
  file?: string;
  /** Path of the input relative to the page's folder; zooming loads it where the preview has fewer pixels. */
  original?: string;
  /** The input file, in any format that heroshot reads. */
  before?: Uint8Array;
  /** The encoded result. */
  after?: Uint8Array;
  /** Files for marketplaces. */
  outputs?: PageOutput[];
  report?: RecipeReport;
  error?: { code: string; message: string; hint: string };
}
