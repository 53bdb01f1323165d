import { HeroshotError } from '../engine/errors.js';
import { marketplace } from '../marketplaces/marketplaces.js';

/** A point of a picture, upright: shares of its width and height from its top left corner, 0..1. */
export interface Point {
  x: number;
  y: number;
}

/** What files are cropped around instead of what is found to be the subject: one point for all, or one for each marketplace named. */
export type Focus = Point | { readonly [marketplace: string]: Point };

const isPoint = (focus: Focus): focus is Point => typeof (focus as Point).x === 'number';

/** The point for a marketplace's file; undefined where none was chosen. */
export const focusFor = (focus: Focus | undefined, market: string): Point | undefined =>
  focus && (isPoint(focus) ? focus : focus[market]);

/**
 * Hold a focus to its range and its names.
 *
 * @throws {HeroshotError} `bad_option`, `unknown_marketplace`
 */
export function checkFocus(focus: Focus): void {
  const points = isPoint(focus) ? { all: focus } : focus;
  for (const [name, { x, y }] of Object.entries(points)) {
    if (name !== 'all') marketplace(name);
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1))
      throw new HeroshotError('bad_option', `a focus is two numbers from 0 to 1, not ${x}, ${y}`);
  }
}

/**
 * Read a focus: `0.5,0.3` for every file, or `instagram=0.5,0.3;shopify=0.2,0.5`.
 *
 * @throws {HeroshotError} `bad_option`, `unknown_marketplace`
 */
export function focusOf(text: string): Focus {
  const point = (words: string): Point => {
    const [x, y, more] = words.split(',').map((word) => (word.trim() === '' ? Number.NaN : Number(word)));
    if (y === undefined || more !== undefined || Number.isNaN(x + y))
      throw new HeroshotError(
        'bad_option',
        `a focus is 0.5,0.3 (across, down) or instagram=0.5,0.3;shopify=0.2,0.5, not ${text}`,
      );
    return { x, y };
  };
  const focus: Focus = text.includes('=')
    ? Object.fromEntries(
        text.split(';').map((part) => {
          const [name = '', words = ''] = part.split('=');
          return [name.trim().toLowerCase(), point(words)];
        }),
      )
    : point(text);
  checkFocus(focus);
  return focus;
}
