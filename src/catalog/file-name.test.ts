import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeName, UniqueNames } from './file-name.js';

/** Text that tries things: separators, dots, controls, emoji, device names. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '.',
      '/',
      '\\',
      ' ',
      ':',
      '\0',
      '\n',
      'a',
      'é',
      '👩‍🔬',
      '\ud800',
      '"',
      'CON',
      '\u202e',
    ),
  }),
);

describe('safe file names', () => {
  it.each([
    ['../../etc/passwd', '_.._etc_passwd'],
    ['A 12"/b', 'A 12__b'],
    ['con', '_con'],
    ['NUL.tar', '_NUL.tar'],
    ['.hidden', 'hidden'],
    ['name. . ', 'name'],
    ['photo\u202egpj', 'photo_gpj'],
    ['mug ☕️', 'mug ☕️'],
    ['...', 'picture'],
    ['', 'picture'],
  ])('%j becomes %j', (name, safe) => expect(safeName(name)).toBe(safe));

  it('cuts between characters, to what file systems take in bytes', () => {
    expect(Buffer.byteLength(safeName('x'.repeat(1000)))).toBe(180);
    expect(safeName('é'.repeat(1000))).toBe('é'.repeat(90));
    expect(safeName('🛍'.repeat(1000))).toBe('🛍'.repeat(45));
  });

  it('holds for any text: no separator, no control, no dot or blank at the ends, never empty, at most 181 bytes', () => {
    fc.assert(
      fc.property(nasty, (name) => {
        const safe = safeName(name);
        expect(safe).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cs}]/u);
        expect(safe).not.toMatch(/^[. ]|[. ]$/);
        expect(safe.length).toBeGreaterThan(0);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(181);
      }),
    );
  });

  it('leaves what it cleaned as it is', () => {
    fc.assert(
      fc.property(nasty, (name) => {
        expect(safeName(safeName(name))).toBe(safeName(name));
      }),
    );
  });
});

describe('unique names', () => {
  it('count on where a name is taken, also in another case or another Unicode form', () => {
    const names = new UniqueNames();
    expect(['a', 'A', 'a-2', 'a', 'é', 'e\u0301'].map((name) => names.take(name))).toEqual([
      'a',
      'A-2',
      'a-2-2',
      'a-3',
      'é',
      'e\u0301-2',
    ]);
  });

  it('never come twice', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[aA]?(-[23])*$/), { maxLength: 60 }), (wanted) => {
        const names = new UniqueNames();
        const taken = wanted.map((name) => names.take(name).toLowerCase());
        expect(new Set(taken).size).toBe(taken.length);
      }),
    );
  });

  it('are found quickly though ten thousand files have one name', () => {
    const names = new UniqueNames();
    for (let i = 1; i < 10_000; i++) names.take('IMG');
    expect(names.take('IMG')).toBe('IMG-10000');
  });
});
