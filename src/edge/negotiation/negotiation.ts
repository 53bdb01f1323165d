import type { EdgeFormat, EdgeOptions } from '../grammar/options.js';
import { acceptedFormat } from './accept.js';
import { type Headers, type Hints, readHints } from './hints.js';
import { rung } from './ladder.js';

/** Device pixels across from which a screen counts as 4K. */
const FOUR_K = 3840;

/** What a picture shall measure. */
export interface AskedSize {
  /** Device pixels; 0 follows the other side, or the source. */
  width: number;
  height: number;
  /** Times the source where neither side is given. */
  scale: number;
  /** Device pixels of the window, which are never exceeded; 0 = not known. */
  atMost: number;
  /** Device pixels a CSS pixel that are already in `width` and `height`; padding is still to be multiplied. */
  dpr: number;
}

/** What a request leads to: everything of its headers that counts, in a bounded number of values. */
export interface Outcome {
  size: AskedSize;
  /** The source's own pixels are all that is sent; nothing is enlarged. */
  original: boolean;
  /** The format; `accepted` where the visitor's browser chose it. */
  format: { wanted: EdgeFormat; accepted: boolean };
  /** Headers that the answer depends on. */
  vary: string[];
}

/** How requests are negotiated. */
export interface NegotiationRules {
  /** Heed Client Hints and `Save-Data`; on where absent. Off for CDNs that don't keep variants. */
  hints?: boolean;
}

/**
 * Size and format for a visitor. What the address says comes first: a width or height in it is not changed by hints, so that a
 * `srcset` means what it says. Where it gives none, the visitor's device decides: 2× the source for mobiles and dense screens, 4× for 4K
 * screens, and never more than the place on the page or the window has. Whoever saves data, or has a slow connection, gets the
 * original's pixels at most.
 */
export function negotiate(options: EdgeOptions, headers: Headers, rules: NegotiationRules = {}): Outcome {
  const heed = rules.hints !== false && !options.for;
  const hints: Hints = heed ? readHints(headers) : { constrained: false };
  const vary: string[] = [];
  if (!options.format && !options.for) vary.push('Accept');
  if (heed) vary.push('Save-Data', 'ECT', ...(headers.ect === undefined ? ['Downlink'] : []));
  const free = options.width === 0 && options.height === 0;
  if (heed && free && !hints.constrained)
    vary.push('Sec-CH-DPR', 'Sec-CH-Width', 'Sec-CH-Viewport-Width', 'Sec-CH-UA-Mobile');
  return {
    size: hints.constrained ? constrainedSize(options) : free ? freeSize(options, hints) : givenSize(options),
    original: hints.constrained,
    format: options.format
      ? { wanted: options.format, accepted: false }
      : { wanted: acceptedFormat(headers.accept), accepted: true },
    vary,
  };
}

const pixels = (length: number, dpr: number) => (length === 0 ? 0 : Math.max(1, Math.round(length * dpr)));

function givenSize({ width, height, dpr = 1 }: EdgeOptions): AskedSize {
  return { width: pixels(width, dpr), height: pixels(height, dpr), scale: 1, atMost: 0, dpr };
}

/** One device pixel a CSS pixel: what the address asks for, as small as it makes sense. */
function constrainedSize({ width, height }: EdgeOptions): AskedSize {
  return { width, height, scale: 1, atMost: 0, dpr: 1 };
}

function freeSize(options: EdgeOptions, hints: Hints): AskedSize {
  const { enhance } = options;
  if (options.dpr !== undefined)
    return { width: 0, height: 0, scale: options.dpr, atMost: 0, dpr: options.dpr };
  if (hints.width)
    return { width: rung(hints.width), height: 0, scale: 1, atMost: 0, dpr: rounded(hints.dpr) };
  const dpr = rounded(hints.dpr);
  const across = hints.viewport ? hints.viewport * dpr : undefined;
  const device = across && across >= FOUR_K ? 4 : hints.mobile || dpr >= 2 ? 2 : 1;
  const scale = typeof enhance === 'number' ? enhance : device;
  // The window bounds what is worth sending; without it the scale alone decides.
  return { width: 0, height: 0, scale, atMost: across ? rung(across) : 0, dpr };
}

/** Densities that hints can lead to: halves up to 4, so that they make few variants. */
const rounded = (dpr = 1) => Math.min(4, Math.max(1, Math.round(dpr * 2) / 2));
