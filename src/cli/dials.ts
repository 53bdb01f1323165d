import { InvalidArgumentError } from 'commander';
import { HeroshotError } from '../engine/errors.js';

/** `auto`, or a number from 0 to 1. */
export function dial(text: string): number | 'auto' {
  if (text === 'auto') return text;
  return numberBetween(0, 1)(text);
}

/** A number within bounds, both included. */
export function numberBetween(low: number, high: number, whole = false): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= low && value <= high) || (whole && !Number.isInteger(value)))
      throw new InvalidArgumentError(
        `It can be ${whole ? 'a whole number' : 'a number'} from ${low} to ${high}.`,
      );
    return value;
  };
}

/** 1, 2, 4 or auto. */
export function scale(text: string): 1 | 2 | 4 | 'auto' {
  if (text === 'auto') return text;
  if (text === '1' || text === '2' || text === '4') return Number(text) as 1 | 2 | 4;
  throw new InvalidArgumentError('It can be 1, 2, 4 or auto.');
}

/** A parser of somebody else's whose error is wrong usage, in that parser's own words. */
export const said =
  <T>(parse: (text: string) => T) =>
  (text: string): T => {
    try {
      return parse(text);
    } catch (error) {
      if (error instanceof HeroshotError) throw new InvalidArgumentError(`${error.message}.`);
      throw error;
    }
  };
