import type { Limits } from '../../engine/limits.js';
import type { Tier } from '../../engine/network/registry.js';
import type { Picture, PictureCache } from '../cache/picture.js';
import type { Enhancer } from '../enhancer/enhancer.js';
import type { WorkQueueOptions } from '../enhancer/work-queue.js';
import type { Flight } from '../flight/single-flight.js';
import type { Presets } from '../grammar/grammar.js';
import type { NegotiationRules } from '../negotiation/negotiation.js';
import type { EdgeThreads } from '../render/render.js';
import type { SignatureRules } from '../signature.js';
import type { SourcesOptions } from '../sources/sources.js';
import type { AllowedOrigins } from './origins.js';
import type { EdgeWatch } from './watch.js';

/** How pictures are served. */
export interface EdgeServerOptions {
  signatures: SignatureRules;
  sources: SourcesOptions;
  /** Kept pictures; 64 MiB in memory where absent. The server closes it. */
  cache?: PictureCache;
  /** Does what needs networks; without one everything is plain. Its owner closes it. */
  enhancer?: Enhancer | undefined;
  /** Which network; `edge` where absent. */
  tier?: Tier;
  presets?: Presets;
  negotiation?: NegotiationRules;
  /** Single-flight of enhancements over several nodes; this process alone where absent. */
  flight?: Flight<Picture>;
  /** What an address without `wait` means; true where absent. */
  wait?: boolean;
  /** Milliseconds that a visitor waits for an enhanced picture before a plain one is sent; 10,000 where absent. */
  patience?: number;
  /** The line before the network. */
  enhancing?: Partial<WorkQueueOptions>;
  /** The line before reducing and encoding. */
  making?: Partial<WorkQueueOptions>;
  /** The line before each place that sources are fetched from. */
  fetching?: Partial<WorkQueueOptions>;
  /** Pages that may read pictures with a script; all where absent. Every page may show them. */
  allowOrigins?: AllowedOrigins;
  /** Seconds that answers may be kept by others. */
  life?: Partial<Life>;
  /** What an `<img>` gets where its source fails: a transparent pixel, or a file of yours; nothing where absent. */
  fallback?: 'transparent' | { body: Uint8Array; type: string };
  limits?: Partial<Limits>;
  /** Threads for exact enlargement; one of its own where absent. */
  threads?: EdgeThreads;
  /** Told of what went wrong without stopping anybody: a cache that can't be written, an enhancement that failed. */
  onFault?: (error: unknown) => void;
  /** Told of answers and enhancements, for metrics. */
  watch?: EdgeWatch;
  /** The time; for tests. */
  now?: () => number;
}

/** Seconds that answers may be kept. */
export interface Life {
  /** A finished picture; a day. */
  fresh: number;
  /** And may still be shown while a new one is fetched; a week. */
  stale: number;
  /** A plain picture that stands in for an enhanced one. */
  standIn: number;
}

export const LIFE: Life = { fresh: 86_400, stale: 604_800, standIn: 5 };
