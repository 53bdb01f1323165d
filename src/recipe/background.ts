import { HeroshotError } from '../engine/errors.js';

/** What lies behind a subject that was cut out: nothing, pure white, or an sRGB colour. */
export type Background = 'transparent' | 'white' | `#${string}`;

/**
 * Read a background: `white`, `transparent`, or `#rrggbb` (`#rgb` for short).
 *
 * @throws {HeroshotError} `bad_option`
 */
export function background(text: string): Background {
  const given = text.trim().toLowerCase();
  if (given === 'white' || given === 'transparent') return given;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(given);
  if (short)
    return `#${short
      .slice(1)
      .map((digit) => digit + digit)
      .join('')}`;
  if (/^#[0-9a-f]{6}$/.test(given)) return given as Background;
  throw new HeroshotError('bad_option', `a background is white, transparent or #rrggbb, not ${text}`);
}
