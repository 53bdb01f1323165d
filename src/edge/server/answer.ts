import { STATUS_CODES } from 'node:http';
import type { Picture } from '../cache/picture.js';
import type { EdgeError } from '../errors.js';
import { ACCEPTED_HINTS } from '../negotiation/hints.js';
import type { Life } from './options.js';
import type { Stages } from './watch.js';

/** What is sent. */
export interface EdgeAnswer {
  status: number;
  headers: Record<string, string>;
  /** Absent for 304. */
  body?: Uint8Array;
}

/** How a picture came to its visitor. */
export interface Arrival {
  picture: Picture;
  cached: boolean;
  /** It stands in for an enhanced one, and why. */
  standIn?: string | undefined;
  stages: Stages;
}

/** On every answer: nothing in a picture is ever run. */
const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'accept-ch': ACCEPTED_HINTS.join(', '),
};

/** A transparent GIF of one pixel. */
const TRANSPARENT = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** What of a request an answer is made by. */
export interface Asked {
  vary: readonly string[];
  ifNoneMatch: string | undefined;
  /** Seconds since 1970 from which the address is no good any more; 0 = never. */
  expires: number;
  /** Whether a density was asked for, so that the one it came to is worth saying. */
  dense: boolean;
}

/** The answer with a picture, or that the visitor has it already. */
export function pictureAnswer(arrival: Arrival, asked: Asked, life: Life, now: number): EdgeAnswer {
  const { picture, cached, standIn, stages } = arrival;
  const etag = `"${picture.sha256.slice(0, 32)}"`;
  const headers: Record<string, string> = {
    ...EVERYWHERE,
    etag,
    'cache-control': cacheControl(
      life,
      standIn !== undefined,
      asked.expires && asked.expires - Math.floor(now / 1000),
    ),
    'x-heroshot': cached && standIn === undefined ? 'cached' : picture.making,
    'x-heroshot-picture': picture.making,
  };
  if (standIn !== undefined) headers['x-heroshot-reason'] = standIn;
  if (asked.vary.length > 0) headers.vary = asked.vary.join(', ');
  if (asked.dense) headers['content-dpr'] = String(picture.dpr);
  const timing = Object.entries(stages).map(([name, ms]) => `${name};dur=${ms.toFixed(1)}`);
  if (timing.length > 0) headers['server-timing'] = timing.join(', ');
  if (matches(asked.ifNoneMatch, etag)) return { status: 304, headers };
  headers['content-type'] = `image/${picture.format}`;
  return { status: 200, headers, body: picture.body };
}

function cacheControl({ fresh, stale, standIn }: Life, isStandIn: boolean, left: number): string {
  const age = isStandIn ? standIn : fresh;
  // Nobody may show it after its address expired.
  if (left > 0) return `public, max-age=${Math.min(age, left)}`;
  return `public, max-age=${age}, stale-while-revalidate=${isStandIn ? standIn : stale}`;
}

/** RFC 9110, 13.1.2: a list of entity tags, compared weakly, or `*`. */
function matches(header: string | undefined, etag: string): boolean {
  if (!header || header.length > 4096) return false;
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}

/** Errors that are answered with a fallback picture: the source's and the server's, never a forged or misspelt address. */
const isFallen = ({ status }: EdgeError) =>
  status === 404 || status === 413 || status === 422 || status >= 500;

/** The answer to what went wrong: problem+json (RFC 9457), or the fallback picture; never a page. */
export function errorAnswer(
  error: EdgeError,
  fallback?: 'transparent' | { body: Uint8Array; type: string },
): EdgeAnswer {
  const headers: Record<string, string> = {
    ...EVERYWHERE,
    'cache-control': 'no-store',
    'x-heroshot-reason': error.code,
    ...(error.status === 503 ? { 'retry-after': '2' } : {}),
    ...(error.status === 405 ? { allow: 'GET, HEAD' } : {}),
  };
  if (fallback && isFallen(error)) {
    const { body, type } = fallback === 'transparent' ? { body: TRANSPARENT, type: 'image/gif' } : fallback;
    return { status: 200, headers: { ...headers, 'content-type': type }, body };
  }
  const problem = {
    type: 'about:blank',
    title: STATUS_CODES[error.status],
    status: error.status,
    code: error.code,
    detail: error.message,
    hint: error.hint,
  };
  return {
    status: error.status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
    body: Buffer.from(JSON.stringify(problem)),
  };
}
