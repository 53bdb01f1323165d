import { EdgeError } from '../errors.js';

/** A kind of argument: what is taken, in words, and how it is read. */
export interface Kind<T> {
  /** The range, for messages and the docs. */
  takes: string;
  /** Undefined for what is out of range. */
  read(text: string): T | undefined;
}

/** A whole number within bounds. */
export const whole = (least: number, most: number): Kind<number> => ({
  takes: `${least} to ${most}`,
  read: (text) => within(/^\d{1,15}$/.test(text) ? Number(text) : Number.NaN, least, most),
});

/** A number within bounds, as `1`, `0.5` or `-3.25`; never in exponents. */
export const real = (least: number, most: number): Kind<number> => ({
  takes: `${least} to ${most}`,
  read: (text) => within(/^-?\d{1,9}(\.\d{1,17})?$/.test(text) ? Number(text) : Number.NaN, least, most),
});

const within = (value: number, least: number, most: number) =>
  value >= least && value <= most ? value : undefined;

/** One of some words; a table may give a word another value. */
export function word<T extends string | number>(values: Readonly<Record<string, T>> | readonly T[]): Kind<T> {
  const table = new Map(
    Array.isArray(values) ? values.map((value) => [String(value), value]) : Object.entries(values),
  ) as Map<string, T>;
  return { takes: [...table.keys()].join(', '), read: (text) => table.get(text) };
}

/** The spellings of Go's strconv.ParseBool, which imgproxy reads. */
const YES = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const NO = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

export const yesNo: Kind<boolean> = {
  takes: '1, 0',
  read: (text) => (YES.includes(text) ? true : NO.includes(text) ? false : undefined),
};

/** Characters that need no escaping in a part of an address and separate nothing. */
export const plainWord: Kind<string> = {
  takes: 'letters, digits and -._~%+=',
  read: (text) => (/^[\w\-.~%+=]{0,200}$/.test(text) ? text : undefined),
};

/** `rrggbb` or `rgb`, as `rrggbb` in lower case. */
export const hexColour: Kind<string> = {
  takes: 'rrggbb or rgb',
  read: (text) => {
    const hex = text.toLowerCase();
    if (/^[0-9a-f]{6}$/.test(hex)) return hex;
    return /^[0-9a-f]{3}$/.test(hex) ? [...hex].map((digit) => digit + digit).join('') : undefined;
  },
};

/**
 * Read an argument of an option.
 *
 * @throws {EdgeError} `bad_argument`
 */
export function readArgument<T>(kind: Kind<T>, option: string, name: string, text: string): T {
  const value = kind.read(text);
  if (value === undefined)
    throw new EdgeError(
      'bad_argument',
      `${name} of ${option} is ${JSON.stringify(text.slice(0, 60))}; it can be ${kind.takes}`,
    );
  return value;
}
