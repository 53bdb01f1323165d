import { randomFillSync } from 'node:crypto';

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

/** What an identifier stands for, by its prefix. */
export type IdPrefix = 'job' | 'bat' | 'evt' | 'dlv' | 'whe' | 'key' | 'req';

/** Random bytes that are fetched together: each fetch costs as much as all else of an identifier. */
const pool = new Uint8Array(4096);
let taken = pool.length;

function randomDigits(): number[] {
  if (taken === pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  taken += 16;
  return Array.from(pool.subarray(taken - 16, taken), (byte) => byte % 32);
}

/** The identifier that was made last. */
let last: { time: string; random: number[] } = { time: '', random: [] };

/** Random digits plus one. */
function next(digits: readonly number[]): number[] {
  const counted = [...digits];
  for (let i = counted.length - 1; i >= 0; i--) {
    counted[i] = (counted[i] + 1) % 32;
    if (counted[i] !== 0) break;
  }
  return counted;
}

/**
 * A new identifier: the prefix, 48 bits of time and 80 random bits in Crockford's base 32 (the ULID layout), so that
 * identifiers sort by the millisecond in which they were made.
 *
 * @example newId('job') // 'job_01kb2x4v9e8x7m6y5z4w3q2r1t'
 */
export function newId(prefix: IdPrefix, at = Date.now()): string {
  let time = '';
  for (let rest = at; time.length < 10; rest = Math.floor(rest / 32)) time = DIGITS[rest % 32] + time;
  // Of one millisecond and process each is the last one plus one, so that those too sort as they were made.
  const random = last.time === time ? next(last.random) : randomDigits();
  last = { time, random };
  return `${prefix}_${time}${random.map((digit) => DIGITS[digit]).join('')}`;
}

/** The identifier of a batch's picture: the same whenever it is made, so that a batch can be taken up again where it was. */
export const itemId = (batchId: string, ordinal: number): string =>
  `job_${batchId.slice(batchId.indexOf('_') + 1)}-${String(ordinal).padStart(6, '0')}`;

/** Whether a text can be an identifier of this kind at all: what can't is not looked for. */
export function isId(prefix: IdPrefix, text: string): boolean {
  return (
    text.startsWith(`${prefix}_`) && /^[0-9a-hjkmnp-tv-z]{26}(-\d{6,9})?$/.test(text.slice(prefix.length + 1))
  );
}
