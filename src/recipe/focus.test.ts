import { describe, expect, test } from 'vitest';
import { checkFocus, focusFor, focusOf } from './focus.js';

describe('a focus', () => {
  test('is one point for every file, or one for each marketplace', () => {
    expect(focusOf('0.5, 0.3')).toEqual({ x: 0.5, y: 0.3 });
    const each = focusOf('instagram=0.5,0.3;Shopify=0,1');
    expect(each).toEqual({ instagram: { x: 0.5, y: 0.3 }, shopify: { x: 0, y: 1 } });
    expect(focusFor(each, 'shopify')).toEqual({ x: 0, y: 1 });
    expect(focusFor(each, 'etsy')).toBeUndefined();
    expect(focusFor({ x: 0.1, y: 0.2 }, 'etsy')).toEqual({ x: 0.1, y: 0.2 });
    expect(focusFor(undefined, 'etsy')).toBeUndefined();
  });

  test.each(['', '0.5', '0.5,', '0.5,0.5,0.5', 'left', '1.2,0.5', 'instagram=', '0.5,-1'])(
    '%j is refused with what to write',
    (text) => {
      expect(() => focusOf(text)).toThrowError(/a focus is/);
    },
  );

  test('for a marketplace that there is not is refused', () => {
    expect(() => checkFocus({ nowhere: { x: 0.5, y: 0.5 } })).toThrowError(/is no marketplace/);
  });
});
