import type { PictureRow } from '../manifest/row.js';

/** What a picture came to, as the page shows and filters it. The order is that of the index. */
export const KINDS = ['pass', 'review', 'failed', 'waiting', 'gone'] as const;

export type Kind = (typeof KINDS)[number];

/** A picture's badge: its class in the style sheet, and its word. */
export const KIND_BADGES: Record<Kind, [style: string, label: string]> = {
  pass: ['pass', 'Pass'],
  review: ['review', 'Review'],
  failed: ['failed', 'Failed'],
  waiting: ['plain', 'Not done yet'],
  gone: ['plain', 'Gone from the source'],
};

export function kindOf({ state, verdict }: Pick<PictureRow, 'state' | 'verdict'>): Kind {
  if (state === 'done') return verdict === 'review' ? 'review' : 'pass';
  return state === 'failed' || state === 'gone' ? state : 'waiting';
}
