import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKETPLACES } from '../../marketplaces/marketplaces.js';
import type { EdgeError } from '../errors.js';
import { buildPath, checkPresets, parsePath } from './grammar.js';
import { OPERATIONS } from './operations.js';
import { COMPASS, defaultOptions, EDGE_FORMATS, type EdgeOptions, RESIZING_TYPES } from './options.js';

const SOURCE = 'aHR0cHM6Ly9leGFtcGxlLmNvbS9hLmpwZw';
const optionsOf = (text: string, presets = {}) => parsePath(`/${text}/${SOURCE}`, presets).options;

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as EdgeError).code;
  }
}

const side = fc.integer({ min: 0, max: 8192 });
const pixels = fc.nat(4096);
const offset = fc.oneof(fc.integer({ min: -500, max: 500 }), fc.constantFrom(0.25, -0.5, 0));
const placed = fc.record({ type: fc.constantFrom(...COMPASS), x: offset, y: offset });
const share = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000);
const focus = fc.record({ type: fc.constant('fp' as const), x: share, y: share });

/** Any options that an address can hold. */
const anyOptions: fc.Arbitrary<EdgeOptions> = fc.record({
  resizingType: fc.constantFrom(...RESIZING_TYPES),
  width: side,
  height: side,
  dpr: fc.constantFrom(undefined, 0.5, 1, 1.5, 2, 3),
  enlarge: fc.constantFrom(undefined, true, false),
  extend: fc.option(fc.oneof(placed, focus), { nil: undefined }),
  gravity: fc.oneof(placed, focus, fc.constant({ type: 'sm' as const })),
  quality: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
  format: fc.constantFrom(undefined, ...EDGE_FORMATS),
  background: fc.constantFrom(undefined, 'ffffff', '0a1b2c'),
  padding: fc.tuple(pixels, pixels, pixels, pixels),
  expires: fc.integer({ min: 0, max: 9_999_999_999 }),
  cacheBuster: fc.stringMatching(/^[\w.~-]{0,12}$/),
  enhance: fc.constantFrom<EdgeOptions['enhance'][]>(undefined, 'auto', 'off', 2, 4),
  wait: fc.constantFrom(undefined, true, false),
  cutout: fc.boolean(),
  for: fc.constant(undefined),
});
const anySource = fc
  .tuple(
    fc.constantFrom('local:///', 's3://bucket/', 'https://shop.example/'),
    fc.string({ unit: 'grapheme' }),
  )
  .map(([start, rest]) => start + rest)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no source has them
  .filter((text) => !/[\u0000-\u001f\u007f]/.test(text));
const spelling = fc.constantFrom('base64' as const, 'plain' as const);

describe('the grammar of addresses', () => {
  it('reads what it wrote, and writes it the same again', () => {
    fc.assert(
      fc.property(anyOptions, anySource, spelling, (options, source, how) => {
        const path = buildPath(options, source, how);
        const read = parsePath(path);
        expect(read).toEqual({ options, source });
        expect(buildPath(read.options, read.source, how)).toBe(path);
      }),
      { numRuns: 500 },
    );
  });

  it('takes options in any order', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const parts = buildPath(options, 'x').slice(1).split('/').slice(0, -1);
        expect(parsePath(`/${[...parts].reverse().join('/')}/${SOURCE}`).options).toEqual(options);
      }),
    );
  });

  it('says only codes of the table, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'/:@.%-_=0129awhrsfpl\n é'), maxLength: 60 }),
        (text) => {
          const code = codeOf(() => parsePath(`/${text}`));
          expect([undefined, 'bad_url', 'unknown_option', 'bad_argument', 'unsupported_format']).toContain(
            code === 'unknown_preset' || code === 'conflicting_options' ? undefined : code,
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each(OPERATIONS.map((row) => [row.name, row] as const))(
    '%s is one name of one row, and refuses too many arguments',
    (name, row) => {
      const named = OPERATIONS.filter((other) => [other.name, ...other.aliases].includes(name));
      expect(named).toEqual([row]);
      const many = Array.from({ length: 12 }, () => '').join(':');
      expect(codeOf(() => optionsOf(`${name}:${many}`))).toMatch(/bad_argument|unknown_preset/);
    },
  );

  it.each([
    ['rs:fill:300:400:1', { resizingType: 'fill', width: 300, height: 400, enlarge: true }],
    ['resize:::400', { height: 400 }],
    [
      'rs:fit:300:400:0:1:so',
      { width: 300, height: 400, enlarge: false, extend: { type: 'so', x: 0, y: 0 } },
    ],
    ['s:100:200::t:no', { width: 100, height: 200, extend: { type: 'no', x: 0, y: 0 } }],
    ['size:100', { width: 100 }],
    ['rt:fill-down/w:7/h:9', { resizingType: 'fill-down', width: 7, height: 9 }],
    ['w:300/w:200', { width: 200 }],
    ['g:soea:3:4', { gravity: { type: 'soea', x: 3, y: 4 } }],
    ['g:sm', { gravity: { type: 'sm' } }],
    ['g:fp:0.5:0.3', { gravity: { type: 'fp', x: 0.5, y: 0.3 } }],
    ['bg:255:0:16', { background: 'ff0010' }],
    ['bg:FFF', { background: 'ffffff' }],
    ['bg:fff/bg:', { background: undefined }],
    ['pd:10', { padding: [10, 10, 10, 10] }],
    ['pd:10:20', { padding: [10, 20, 10, 20] }],
    ['pd:5:::6', { padding: [5, 5, 5, 6] }],
    ['el:t/q:70/q:0', { enlarge: true, quality: undefined }],
    ['f:jpg', { format: 'jpeg' }],
    ['cutout', { cutout: true }],
    ['enhance:2/wait:0', { enhance: 2, wait: false }],
    ['for:amazon', { for: 'amazon' }],
  ] as [string, Partial<EdgeOptions>][])('reads %s as imgproxy does, or as our own', (text, expected) => {
    expect(optionsOf(text)).toEqual({ ...defaultOptions(), ...expected });
  });

  it.each([
    ['blur:3', 'unknown_option'],
    ['constructor:1', 'unknown_option'],
    ['w:-1', 'bad_argument'],
    ['w:1e3', 'bad_argument'],
    ['w:8193', 'bad_argument'],
    ['w:', 'bad_argument'],
    ['w:1:2', 'bad_argument'],
    ['dpr:0', 'bad_argument'],
    ['dpr:NaN', 'bad_argument'],
    ['g:fp:0.5', 'bad_argument'],
    ['g:fp:2:0', 'bad_argument'],
    ['g:sm:1', 'bad_argument'],
    ['ex:1:sm', 'bad_argument'],
    ['el:yes', 'bad_argument'],
    ['q:101', 'bad_argument'],
    ['bg:red', 'bad_argument'],
    ['bg:1:2', 'bad_argument'],
    ['bg:1:2:256', 'bad_argument'],
    ['f:gif', 'unsupported_format'],
    ['f:toString', 'unsupported_format'],
    ['exp:tomorrow', 'bad_argument'],
    ['pr:nobody', 'unknown_preset'],
    ['pr:__proto__', 'unknown_preset'],
    ['for:amazn', 'bad_argument'],
    ['for:amazon/w:300', 'conflicting_options'],
    ['enhance:3', 'bad_argument'],
  ])('refuses %s: %s', (text, code) => {
    expect(codeOf(() => optionsOf(text))).toBe(code);
  });

  it('reads sources: plain with an escaped name and an extension, base64 cut by slashes', () => {
    const plain = parsePath('/plain/local:///b%20g%40.jpg@webp');
    expect(plain.source).toBe('local:///b g@.jpg');
    expect(plain.options.format).toBe('webp');
    const cut = parsePath('/f:png/aHR0cHM6Ly9leG/FtcGxlLmNvbS9hLmpwZw==.avif');
    expect(cut.source).toBe('https://example.com/a.jpg');
    expect(cut.options.format).toBe('avif');
  });

  it.each(['', 'plain/', 'plain/a@jpg@png', 'a.b.c', 'plain/%ff', 'plain/a%00b', '____.', 'w:3', 'A'])(
    'refuses the source %s',
    (part) => expect(codeOf(() => parsePath(`/${part}`))).toBe('bad_url'),
  );

  it('a preset’s options come where it stands, and the default one comes first', () => {
    const presets = { default: 'q:50/w:10', thumb: 'rs:fill:300:300/pr:sharp', sharp: 'f:webp/pr:thumb' };
    const options = optionsOf('pr:thumb/w:200', presets);
    expect(options).toMatchObject({ quality: 50, width: 200, height: 300, format: 'webp' });
    expect(codeOf(() => checkPresets(presets))).toBeUndefined();
    expect(codeOf(() => checkPresets({ bad: 'w' }))).toBe('bad_argument');
  });

  it('knows every marketplace', () => {
    for (const { name } of MARKETPLACES) expect(optionsOf(`for:${name}`).for).toBe(name);
  });
});
