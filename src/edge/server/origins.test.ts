import { describe, expect, it } from 'vitest';
import { checkOrigins, differByOrigin, originHeaders } from './origins.js';

const SHOPS = ['https://shop.example', 'https://www.shop.example'];
const allowed = (origins: '*' | string[], origin?: string) => {
  const headers = originHeaders(origins, origin);
  return [headers['access-control-allow-origin'], headers['cross-origin-resource-policy']];
};

describe('pages that may read pictures', () => {
  it('are all, or those that are named; others may still show them', () => {
    expect(allowed('*', 'https://any.example')).toEqual(['*', 'cross-origin']);
    expect(allowed(SHOPS, SHOPS[1])).toEqual([SHOPS[1], 'cross-origin']);
    expect(allowed(SHOPS, 'https://shop.example.evil')).toEqual([undefined, 'cross-origin']);
    expect(allowed(SHOPS)).toEqual([undefined, 'cross-origin']);
  });

  it('are told apart only where there are several, so that caches keep one answer', () => {
    expect(allowed([SHOPS[0]], 'https://other.example')).toEqual([SHOPS[0], 'cross-origin']);
    expect([differByOrigin('*'), differByOrigin([SHOPS[0]]), differByOrigin(SHOPS)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('are none but those of the same site, where nobody is named', () => {
    expect(allowed([], SHOPS[0])).toEqual([undefined, 'same-site']);
  });

  it.each(['shop.example', 'https://shop.example/', 'null', 'https://shop.example/a'])(
    '%s is no origin',
    (origin) => expect(() => checkOrigins([origin])).toThrow(/https:\/\/shop\.example/),
  );
});
