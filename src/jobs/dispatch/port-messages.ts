import type { ErrorCode } from '../../engine/errors.js';
import type { Ticket } from './dispatcher.js';

/** What the child asks of the parent's dispatcher; each is answered. */
export type Question =
  | { ask: 'add'; tickets: readonly Ticket[] }
  | { ask: 'remove'; ids: readonly string[] }
  | { ask: 'waiting' }
  | { ask: 'check' }
  | { ask: 'consume'; consumer: number; concurrency: number }
  /** Take nothing new for this consumer; answered when all that it has is through. */
  | { ask: 'close'; consumer: number };

/** From the child. */
export type FromChild =
  | ({ dispatch: 'question'; number: number } & Question)
  /** An id is through, or is to be delivered again. */
  | { dispatch: 'handled'; delivery: number; through: boolean };

/** From the parent. */
export type FromParent =
  | { dispatch: 'answer'; number: number; value?: number; error?: { code: ErrorCode; message: string } }
  | { dispatch: 'handle'; consumer: number; delivery: number; id: string };

/** A message of ours among whatever else goes over a line. */
export const isOurs = (message: unknown): message is { dispatch: string } =>
  typeof (message as { dispatch?: unknown } | null)?.dispatch === 'string';
