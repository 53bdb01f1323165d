import * as crypto from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { isSigned, type KeyPair, signatureOf } from './signature.js';

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof crypto>();
  return {
    ...real,
    timingSafeEqual: vi.fn(real.timingSafeEqual),
    createHmac: vi.fn(real.createHmac),
    createHash: vi.fn(real.createHash),
  };
});

const pairs: KeyPair[] = ['a', 'b', 'c'].map((name) => ({ key: Buffer.from(name), salt: Buffer.from(name) }));
const PATH = '/w:800/plain/local:///bag.jpg';
const good = signatureOf(PATH, pairs[1]);
const other = (letter: string) => (letter === 'A' ? 'B' : 'A');

/** How often each part of the work is done, and on how many bytes comparisons are made. */
function workFor(given: string) {
  const made = [crypto.timingSafeEqual, crypto.createHmac, crypto.createHash].map((each) => vi.mocked(each));
  for (const each of made) each.mockClear();
  const signed = isSigned(given, PATH, { keys: pairs });
  const lengths = vi.mocked(crypto.timingSafeEqual).mock.calls.map(([a, b]) => [a.byteLength, b.byteLength]);
  return { signed, counts: made.map(({ mock }) => mock.calls.length), lengths };
}

it.each([
  ['of the first pair', signatureOf(PATH, pairs[0]), true],
  ['of the last pair', signatureOf(PATH, pairs[2]), true],
  ['of a foreign pair', signatureOf(PATH, { key: Buffer.from('x'), salt: Buffer.from('y') }), false],
  ['with another first letter', other(good[0]) + good.slice(1), false],
  ['with another last letter', good.slice(0, -1) + other(good.at(-1) ?? ''), false],
  ['cut short', good.slice(0, 20), false],
  ['that is empty', '', false],
  ['that is long', good.repeat(50), false],
])('a signature %s takes as much work as a good one', (_which, given, signed) => {
  const { signed: asGood, ...work } = workFor(good);
  expect(asGood).toBe(true);
  expect(workFor(given)).toEqual({ signed, ...work });
  expect(work.counts[0]).toBe(pairs.length);
});
