import type { Fill, MarketplaceRow } from '../marketplace.js';

/** File sizes are given in megabytes; the smaller reading of the word is used. */
export const MEGABYTE = 1_000_000;

/** The day on which the rows were last held against their sources. */
export const CHECKED = '2026-11-22';

export const square = (side: number) => ({ kind: 'exact', width: side, height: side }) as const;

/** Nothing may be added to the photograph. */
export const PHOTO_ONLY = {
  text: 'refused',
  watermark: 'refused',
  border: 'refused',
} as const satisfies MarketplaceRow['overlays'];

export const FREE = {
  text: 'allowed',
  watermark: 'advised-against',
  border: 'allowed',
} as const satisfies MarketplaceRow['overlays'];

/** RGB of another gamut is shown with shifted colours by whoever ignores profiles; CMYK often not at all. */
export const WEB_COLOUR = { otherRgb: 'warn', cmyk: 'fail' } as const satisfies MarketplaceRow['colour'];

/** No rule, and a subject that fills the frame well. */
export const ANY_FILL: Fill = { rule: 'advised', least: 0, most: 1, made: [0.8, 0.9] };

export const SQUARE_ONLY = { made: '1:1', shown: ['1:1'], range: [0.98, 1.02] } as const;

/** Any shape is taken, squares look best. */
export const SQUARE_BEST = { made: '1:1', shown: ['1:1'], range: [0.2, 5] } as const;
