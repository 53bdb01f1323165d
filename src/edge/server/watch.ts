import type { Making } from '../cache/picture.js';
import type { EdgeErrorCode } from '../errors.js';

/** Milliseconds of each stage; `render` is decode, reduction and encoding of a plain picture in one pass. */
export type Stages = Partial<Record<'fetch' | 'queue' | 'decode' | 'network' | 'encode' | 'render', number>>;

/** What one answer was. */
export interface Answered {
  status: number;
  /** Of the body. */
  bytes: number;
  /** Absent where the answer is an error. */
  picture?: {
    cached: boolean;
    making: Making;
    /** Why it stands in for an enhanced one. */
    standIn?: string | undefined;
  };
  /** What went wrong, also where a fallback picture was sent. */
  code?: EdgeErrorCode;
  /** Only of what was made for this answer. */
  stages: Stages;
}

/** Told of what a server does, for metrics. */
export interface EdgeWatch {
  answered?(answer: Answered): void;
  /** The network's part of one picture is over. */
  enhanced?(outcome: 'done' | 'failed' | 'busy'): void;
}
