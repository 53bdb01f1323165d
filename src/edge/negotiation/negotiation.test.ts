import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultOptions, type EdgeOptions } from '../grammar/options.js';
import { acceptedFormat } from './accept.js';
import type { Headers } from './hints.js';
import { LADDER, rung } from './ladder.js';
import { negotiate } from './negotiation.js';

const ask = (options: Partial<EdgeOptions>, headers: Headers = {}) =>
  negotiate({ ...defaultOptions(), ...options }, headers);

describe('size', () => {
  it('is the address’s own, whatever the headers say', () => {
    const headers = { 'sec-ch-dpr': '3', 'sec-ch-width': '2000', 'sec-ch-ua-mobile': '?1' };
    expect(ask({ width: 400 }, headers).size).toEqual({ width: 400, height: 0, scale: 1, atMost: 0, dpr: 1 });
    expect(ask({ width: 400, dpr: 2 }, headers).size).toMatchObject({ width: 800, dpr: 2 });
    expect(ask({ dpr: 2 }, headers).size).toEqual({ width: 0, height: 0, scale: 2, atMost: 0, dpr: 2 });
    expect(ask({ width: 400 }, headers).vary).not.toContain('Sec-CH-DPR');
  });

  it.each<[string, Headers, object]>([
    ['nothing said: the original', {}, { width: 0, scale: 1 }],
    ['a mobile: 2×', { 'sec-ch-ua-mobile': '?1' }, { width: 0, scale: 2 }],
    ['a dense screen: 2×', { 'sec-ch-dpr': '2' }, { width: 0, scale: 2, dpr: 2 }],
    ['a 4K screen: 4×', { 'sec-ch-viewport-width': '3840' }, { atMost: 3840, scale: 4 }],
    [
      'a 4K screen at density 2: 4×',
      { 'sec-ch-viewport-width': '1920', 'sec-ch-dpr': '2' },
      { atMost: 3840, scale: 4 },
    ],
    [
      'a mobile with its window: 2×, at most the window',
      { 'sec-ch-viewport-width': '390', 'sec-ch-dpr': '3', 'sec-ch-ua-mobile': '?1' },
      { atMost: 1280, scale: 2 },
    ],
    ['a place on the page: that', { 'sec-ch-width': '701', 'sec-ch-dpr': '2' }, { width: 750, scale: 1 }],
    ['nonsense: the original', { 'sec-ch-width': '1e9', 'sec-ch-dpr': '-1' }, { width: 0, scale: 1 }],
    ['a header that came twice: the original', { 'sec-ch-width': ['9', '800'] }, { width: 0, scale: 1 }],
  ])('%s', (_name, headers, size) => {
    expect(ask({}, headers).size).toMatchObject(size);
  });

  it.each<[string, Headers, boolean]>([
    ['Save-Data', { 'save-data': 'on' }, true],
    ['Save-Data off', { 'save-data': 'off' }, false],
    ['a 2G connection', { ect: '2g' }, true],
    ['a 4G connection', { ect: '4g' }, false],
    ['a slow downlink', { downlink: '0.4' }, true],
    ['a 4G connection with a slow downlink', { ect: '4g', downlink: '0.4' }, false],
  ])('%s: the original or not', (_name, headers, original) => {
    const outcome = ask({ width: 800, dpr: 3 }, { ...headers, 'sec-ch-dpr': '3' });
    expect(outcome.original).toBe(original);
    expect(outcome.size.width).toBe(original ? 800 : 2400);
    expect(outcome.vary).toEqual(expect.arrayContaining(['Save-Data', 'ECT']));
  });

  it('headers lead to a bounded number of variants, and only headers in Vary change anything', () => {
    const names = [
      'sec-ch-dpr',
      'sec-ch-width',
      'sec-ch-viewport-width',
      'downlink',
      'x-forwarded-host',
      'host',
    ];
    const value = fc.oneof(
      fc.nat(70_000).map(String),
      fc.float({ min: 0, max: 9, noNaN: true }).map(String),
      fc.string(),
    );
    const headers = fc.dictionary(fc.constantFrom(...names), value);
    const seen = new Set<string>();
    fc.assert(
      fc.property(headers, (given) => {
        const { size, vary } = ask({}, given);
        seen.add(JSON.stringify(size));
        const counted = new Set(vary.map((name) => name.toLowerCase()));
        const without = Object.fromEntries(Object.entries(given).filter(([name]) => counted.has(name)));
        expect(ask({}, without).size).toEqual(size);
      }),
      { numRuns: 3000 },
    );
    expect(seen.size).toBeLessThan(LADDER.length * 7 * 3);
  });

  it('hints can be switched off, and marketplaces have no other sizes', () => {
    const headers = { 'save-data': 'on', 'sec-ch-width': '800' };
    const off = negotiate(defaultOptions(), headers, { hints: false });
    expect(off).toMatchObject({ original: false, size: { width: 0 }, vary: ['Accept'] });
    expect(ask({ for: 'amazon' }, headers)).toMatchObject({ original: false, vary: [] });
  });
});

describe('the ladder', () => {
  it('has a rung for everything, never smaller than what is asked until the last', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (width) => {
        expect(LADDER).toContain(rung(width));
        if (width <= 3840) expect(rung(width)).toBeGreaterThanOrEqual(width);
      }),
    );
  });
});

describe('format', () => {
  it.each([
    ['image/avif,image/webp,image/apng,image/*,*/*;q=0.8', 'avif'],
    ['image/webp,*/*', 'webp'],
    ['image/avif;q=0, image/webp;q=0.5', 'webp'],
    ['image/*,*/*', 'jpeg'],
    ['', 'jpeg'],
    [undefined, 'jpeg'],
    ['IMAGE/WEBP', 'webp'],
    ['text/html', 'jpeg'],
  ])('of %s is %s', (accept, format) => expect(acceptedFormat(accept)).toBe(format));

  it('of the address comes before what is accepted, and then Accept doesn’t vary it', () => {
    const outcome = ask({ format: 'png' }, { accept: 'image/avif' });
    expect(outcome.format).toEqual({ wanted: 'png', accepted: false });
    expect(outcome.vary).not.toContain('Accept');
  });
});
