import type { MarketplaceName } from '../../marketplaces/marketplaces.js';

/** How a picture meets the asked size. */
export const RESIZING_TYPES = ['fit', 'fill', 'fill-down', 'force', 'auto'] as const;
export type ResizingType = (typeof RESIZING_TYPES)[number];

/** Where a crop looks, and where a picture lies on a larger canvas; by compass, `sm` is the most interesting part. */
export const COMPASS = ['ce', 'no', 'so', 'ea', 'we', 'noea', 'nowe', 'soea', 'sowe'] as const;
export type Compass = (typeof COMPASS)[number];

/**
 * A place in a picture: a side with offsets (below 1 a share of the size, else pixels), the focus point `fp` at 0..1 across and
 * down, or `sm`.
 */
export type Gravity =
  | { type: Compass; x: number; y: number }
  | { type: 'fp'; x: number; y: number }
  | { type: 'sm' };

/** Formats that pictures are served in. */
export const EDGE_FORMATS = ['jpeg', 'png', 'webp', 'avif'] as const;
export type EdgeFormat = (typeof EDGE_FORMATS)[number];

/** Pixels around a picture: top, right, bottom, left. */
export type Padding = readonly [number, number, number, number];

/** What an address asks for, with every default filled in. `undefined` is left to the server. */
export interface EdgeOptions {
  resizingType: ResizingType;
  /** Pixels before `dpr`; 0 follows the other side, or the source. */
  width: number;
  height: number;
  /** Device pixels a CSS pixel. */
  dpr: number | undefined;
  /** `true` reaches the size whatever the source has, `false` never enlarges, `undefined` enlarges as far as the network does. */
  enlarge: boolean | undefined;
  /** Fill what the picture leaves of the asked size with background; the picture lies at the gravity. */
  extend: Exclude<Gravity, { type: 'sm' }> | undefined;
  gravity: Gravity;
  /** 1..100. */
  quality: number | undefined;
  format: EdgeFormat | undefined;
  /** `rrggbb`, lower case. */
  background: string | undefined;
  padding: Padding;
  /** Seconds since 1970 from which the address is refused; 0 = never. */
  expires: number;
  cacheBuster: string;
  /** The network: `auto` where the source is too small, at most 2× or 4×, or never. */
  enhance: 'auto' | 'off' | 2 | 4 | undefined;
  /** Whether the first visitor waits for the enhanced picture, or gets a plain one at once. */
  wait: boolean | undefined;
  cutout: boolean;
  for: MarketplaceName | undefined;
}

const CENTRE = { type: 'ce', x: 0, y: 0 } as const satisfies Gravity;

/** What an address without options asks for. */
export const defaultOptions = (): EdgeOptions => ({
  resizingType: 'fit',
  width: 0,
  height: 0,
  dpr: undefined,
  enlarge: undefined,
  extend: undefined,
  gravity: CENTRE,
  quality: undefined,
  format: undefined,
  background: undefined,
  padding: [0, 0, 0, 0],
  expires: 0,
  cacheBuster: '',
  enhance: undefined,
  wait: undefined,
  cutout: false,
  for: undefined,
});
