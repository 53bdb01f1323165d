import type { Place } from '../catalog/sources/source.js';
import type { Recipe } from '../recipe/recipe.js';
import type { ClipWork } from './clip/clip-work.js';
import type { FileFormat } from './media-type.js';

/** What a report says of a picture; audits have words of their own. */
export const VERDICTS = ['pass', 'review'] as const;

/** Where a job is: `queued -> running -> succeeded | failed | cancelled`. A job whose worker died is `queued` again. */
export const JOB_STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** States that a job never leaves. */
export const FINAL_STATES = ['succeeded', 'failed', 'cancelled'] as const satisfies readonly JobState[];

/** What is done to a picture. */
export type Work =
  | {
      kind: 'recipe';
      recipe: Recipe;
      /** Where the photo of the recipe's `place` step is; a template's where absent. */
      photo?: JobSource;
    }
  | { kind: 'audit'; for: string[] }
  | ClipWork;

/**
 * Where a job's picture is: in the blob store, at an address, in the store's own bucket under a foreign key, or inside a
 * batch's archive.
 */
export type JobSource =
  | { kind: 'blob'; key: string }
  | { kind: 'url'; url: string }
  | { kind: 'object'; bucket: string; key: string; versionId?: string }
  | { kind: 'archive'; key: string; place: Place };

/** Who comes first where several wait: a person who looks at a screen, or a catalogue. */
export const PRIORITIES = ['interactive', 'bulk'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** A file that a job made. */
export interface JobOutput {
  /** File name, unique in the job; the last part of its address. */
  name: string;
  /** `master`, or the marketplace; of a clip `clip-WxH` and `poster-WxH`. */
  for: string;
  /** Where it lies in the blob store. */
  blob: string;
  format: FileFormat;
  bytes: number;
  width: number;
  height: number;
  /** SHA-256 of the bytes, in hex; the entity tag. */
  sha256: string;
  /** How it fares at its marketplace. */
  audit?: 'pass' | 'warn' | 'fail';
}

/** Why a job failed. */
export interface JobError {
  code: string;
  message: string;
}

/** A picture and what becomes of it. Times are milliseconds since 1970. */
export interface Job {
  id: string;
  /** The key that submitted it; null in open mode. */
  keyId: string | null;
  batchId: string | null;
  /** Place in its batch, from 1. */
  ordinal: number | null;
  state: JobState;
  priority: Priority;
  /** The file's own name, cleaned; outputs are named after it. */
  name: string;
  work: Work;
  source: JobSource;
  /** Bytes of the picture where they are known. */
  inputBytes: number | null;
  /** The submitter's own words about it: handed back, never read. */
  metadata: Record<string, string>;
  attempts: number;
  /** The worker that has it, or had it last. */
  worker: string | null;
  /** When the worker last gave a sign of life. */
  heartbeatAt: number | null;
  /** Somebody wants it to stop. */
  cancelRequested: boolean;
  /** Share that is done, 0..1. */
  progress: number;
  error: JobError | null;
  outputs: JobOutput[];
  /** `pass` or `review`; of an audit `pass`, `warn` or `fail`. */
  verdict: string | null;
  /** The recipe's report, or the audit; null until it succeeded. */
  report: unknown;
  createdAt: number;
  startedAt: number | null;
  finishedAt: number | null;
}

/** What a job is made of. */
export interface NewJob
  extends Pick<Job, 'id' | 'keyId' | 'priority' | 'name' | 'work' | 'source' | 'metadata'> {
  batchId?: string;
  ordinal?: number;
  inputBytes?: number;
  /** It is born failed: a row of a table that names no picture. */
  error?: JobError;
}

/** What a job that succeeded leaves. */
export type Made = Pick<Job, 'outputs' | 'verdict' | 'report'>;
