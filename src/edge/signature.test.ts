import { generateUrl } from '@imgproxy/imgproxy-js-core';
import { generateImageUrl } from '@imgproxy/imgproxy-node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePath } from './grammar/grammar.js';
import { checkRules, isSigned, type KeyPair, keysFrom, signatureOf, signedPath } from './signature.js';

const KEY = '736563726574';
const SALT = '68656C6C6F';
const keys = keysFrom({ HEROSHOT_EDGE_KEY: KEY, HEROSHOT_EDGE_SALT: SALT });
const [pair] = keys;
const other: KeyPair = { key: Buffer.from('new key'), salt: Buffer.from('new salt') };

/** `https://host/signature/rest` as signature and `/rest`. */
function split(url: string): [given: string, path: string] {
  const [, given, ...rest] = new URL(url).pathname.split('/');
  return [given, `/${rest.join('/')}`];
}

describe('signatures', () => {
  it('are imgproxy’s: the vector of its documentation', () => {
    const path = '/rs:fill:300:400:0/g:sm/aHR0cDovL2V4YW1w/bGUuY29tL2ltYWdl/cy9jdXJpb3NpdHku/anBn.png';
    expect(signatureOf(path, pair)).toBe('oKfUtW34Dvo2BGQehJFR4Nr0_rIjOtdtzJ3QFsUcXH8');
    expect(isSigned('oKfUtW34Dvo2BGQehJFR4Nr0_rIjOtdtzJ3QFsUcXH8', path, { keys })).toBe(true);
    expect(parsePath(path)).toMatchObject({
      source: 'http://example.com/images/curiosity.jpg',
      options: { resizingType: 'fill', width: 300, height: 400, format: 'png', gravity: { type: 'sm' } },
    });
  });

  it('of @imgproxy/imgproxy-node are taken, and its addresses say here what they say there', () => {
    const url = generateImageUrl({
      endpoint: 'https://edge.example/',
      url: 'https://shop.example/bag 1.jpg',
      options: {
        resize: { resizing_type: 'fill-down', width: 300, height: 200, enlarge: 1, extend: { extend: 1 } },
        gravity: { type: 'fp', x: 0.5, y: 0.25 },
        dpr: 2,
        quality: 70,
        background: { r: 1, g: 2, b: 3 },
        padding: { top: 5, left: 6 },
        expires: 4_000_000_000,
        cachebuster: 'v2',
        format: 'webp',
      },
      key: KEY,
      salt: SALT,
    });
    const [given, path] = split(url);
    expect(isSigned(given, path, { keys })).toBe(true);
    expect(parsePath(path)).toEqual({
      source: 'https://shop.example/bag 1.jpg',
      options: {
        resizingType: 'fill-down',
        width: 300,
        height: 200,
        enlarge: true,
        extend: { type: 'ce', x: 0, y: 0 },
        gravity: { type: 'fp', x: 0.5, y: 0.25 },
        dpr: 2,
        quality: 70,
        background: '010203',
        padding: [5, 5, 5, 6],
        expires: 4_000_000_000,
        cacheBuster: 'v2',
        format: 'webp',
        enhance: undefined,
        wait: undefined,
        cutout: false,
        for: undefined,
      },
    });
  });

  it('of @imgproxy/imgproxy-js-core’s paths are taken', () => {
    const path = generateUrl(
      { value: 'https://shop.example/a.jpg', type: 'plain' },
      { resizing_type: 'fill', width: 30, height: 20, preset: ['thumb'] },
    );
    const asked = path.startsWith('/') ? path : `/${path}`;
    expect(isSigned(signatureOf(asked, pair), asked, { keys })).toBe(true);
    expect(parsePath(asked, { thumb: 'q:40' })).toMatchObject({
      source: 'https://shop.example/a.jpg',
      options: { resizingType: 'fill', width: 30, height: 20, quality: 40 },
    });
  });

  it('of any pair are taken while keys change, and of no other', () => {
    const path = '/w:300/aHR0';
    const rules = { keys: [other, pair] };
    expect(isSigned(signatureOf(path, pair), path, rules)).toBe(true);
    expect(isSigned(signatureOf(path, other), path, rules)).toBe(true);
    expect(isSigned(signatureOf(path, { ...pair, salt: other.salt }), path, rules)).toBe(false);
  });

  it('hold for one path alone, and not when a letter is changed', () => {
    fc.assert(
      fc.property(fc.nat(42), fc.constantFrom(...'ABab01-_='), (at, letter) => {
        const path = '/w:300/aHR0';
        const good = signatureOf(path, pair);
        const changed = good.slice(0, at) + letter + good.slice(at + 1);
        expect(isSigned(changed, path, { keys })).toBe(changed === good);
        expect(isSigned(good, `${path}x`, { keys })).toBe(false);
      }),
    );
  });

  it('are whole, unless shorter ones are configured', () => {
    const path = '/w:300/aHR0';
    const short = signatureOf(path, pair, 10);
    expect(isSigned(short, path, { keys })).toBe(false);
    expect(isSigned(short, path, { keys, signatureBytes: 10 })).toBe(true);
    expect(isSigned(signatureOf(path, pair), path, { keys, signatureBytes: 10 })).toBe(false);
    expect(isSigned('', path, { keys })).toBe(false);
    expect(() => checkRules({ keys, signatureBytes: 4 })).toThrow('8 to 32');
  });

  it('are not needed only where that is allowed', () => {
    expect(isSigned('unsafe', '/a', { keys })).toBe(false);
    expect(isSigned('unsafe', '/a', { keys: [] })).toBe(false);
    expect(isSigned('unsafe', '/a', { keys, allowUnsafe: true })).toBe(true);
    expect(isSigned('forged', '/a', { keys, allowUnsafe: true })).toBe(false);
    expect(isSigned('anything', '/a', { keys: [], allowUnsafe: true })).toBe(true);
    expect(() => checkRules({ keys: [] })).toThrow('no keys');
  });
});

describe('keys', () => {
  it('come in pairs, in hex, and are never shown', () => {
    expect(keysFrom({})).toEqual([]);
    expect(
      keysFrom({ HEROSHOT_EDGE_KEY: 'aa, bb', HEROSHOT_EDGE_SALT: 'cc,dd' }).map(({ salt }) => salt[0]),
    ).toEqual([0xcc, 0xdd]);
    expect(() => keysFrom({ HEROSHOT_EDGE_KEY: 'aa,bb', HEROSHOT_EDGE_SALT: 'cc' })).toThrow('in pairs');
    expect(() => keysFrom({ HEROSHOT_EDGE_KEY: 'secret!', HEROSHOT_EDGE_SALT: 'cc' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });

  it('make the path that is asked for', () => {
    expect(signedPath('/w:1/YQ', pair)).toBe(`/${signatureOf('/w:1/YQ', pair)}/w:1/YQ`);
  });
});
