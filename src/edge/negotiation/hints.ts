/** What a browser says of itself and its connection; absent where it says nothing that can be true. */
export interface Hints {
  /** Device pixels a CSS pixel. */
  dpr?: number;
  /** Device pixels that the picture will take, by the page's `sizes`. */
  width?: number;
  /** CSS pixels of the window. */
  viewport?: number;
  mobile?: boolean;
  /** The visitor asked to save data, or the connection is slow. */
  constrained: boolean;
}

/** Request headers, names in lower case. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Hints that a page is asked to send along; `Save-Data` is sent without being asked for. */
export const ACCEPTED_HINTS = [
  'Sec-CH-DPR',
  'Sec-CH-Width',
  'Sec-CH-Viewport-Width',
  'Sec-CH-UA-Mobile',
  'ECT',
  'Downlink',
] as const;

/** Effective connection types (Network Information API) that count as slow. */
const SLOW = new Set(['slow-2g', '2g', '3g']);

/** Megabits a second below which a connection is slow where it doesn't say its type; the API's bound of 3g. */
const SLOW_DOWNLINK = 0.7;

/**
 * Read the Client Hints (RFC 8942) of a request. A value that is out of range says nothing: hints are never an error.
 */
export function readHints(headers: Headers): Hints {
  const dpr = number(headers['sec-ch-dpr'], 0.1, 8);
  const width = number(headers['sec-ch-width'], 1, 65_535);
  const viewport = number(headers['sec-ch-viewport-width'], 1, 65_535);
  const mobile = one(headers['sec-ch-ua-mobile']);
  const type = one(headers.ect)?.toLowerCase();
  const downlink = number(headers.downlink, 0, 100_000);
  const slow = type ? SLOW.has(type) : downlink !== undefined && downlink < SLOW_DOWNLINK;
  return {
    ...(dpr === undefined ? {} : { dpr }),
    ...(width === undefined ? {} : { width }),
    ...(viewport === undefined ? {} : { viewport }),
    ...(mobile === '?1' || mobile === '?0' ? { mobile: mobile === '?1' } : {}),
    // The token may be followed by others: Save-Data is a list.
    constrained: slow || /^\s*on\b/i.test(one(headers['save-data']) ?? ''),
  };
}

/** The value of a header that came once; one that came twice says nothing sure. */
const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value.trim() : undefined);

function number(value: string | string[] | undefined, least: number, most: number): number | undefined {
  const text = one(value) ?? '';
  const found = /^\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  return found >= least && found <= most ? found : undefined;
}
