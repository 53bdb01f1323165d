/** Where a picture of a catalogue stands. */
export type PictureState = 'queued' | 'running' | 'done' | 'failed' | 'gone';

/** A file that was made of a picture. */
export interface MadeFile {
  /** `master`, or the marketplace. */
  for: string;
  /** Relative to the output folder, with forward slashes. */
  path: string;
  format: string;
  /** Size of the file. */
  bytes: number;
  width: number;
  height: number;
  /** What the audit said; absent for the master. */
  audit?: 'pass' | 'warn' | 'fail';
}

/** One picture of a catalogue, as the manifest holds it. */
export interface PictureRow {
  /** Identity in the source, the same at every run. */
  key: string;
  /** Place in the source, from 1. */
  ordinal: number;
  sku: string | null;
  /** Among the pictures of its SKU, from 1. */
  position: number;
  /** Base name of its files, without extension. */
  name: string;
  /** Folder in the source, with forward slashes; empty at the top. */
  folder: string;
  /** Path, URL or entry as the source names it. */
  source: string;
  /** Row of the table, from 1 below the header, and its column. */
  row: number | null;
  column: string | null;
  /** Place in its cell, from 1. */
  index: number | null;
  state: PictureState;
  /** How often it was begun. */
  attempts: number;
  /** How often since it last came to an end: a run that is killed leaves one behind. */
  unfinished: number;
  /** SHA-256 of its bytes, in hexadecimal. */
  contentHash: string | null;
  /** Fingerprint of everything that decides what its files look like. */
  recipeHash: string | null;
  /** Another picture with the same bytes, whose files these are copies of. */
  sameAs: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  verdict: 'pass' | 'review' | null;
  /** Why a person should look. */
  reasons: string[];
  /** Pixels of the picture as it came. */
  inputWidth: number | null;
  inputHeight: number | null;
  outputs: MadeFile[];
  /** `<name>.report.json`, relative to the output folder. */
  report: string | null;
  /** From reading to the last file. */
  seconds: number | null;
  /** ISO 8601. */
  finishedAt: string | null;
}
