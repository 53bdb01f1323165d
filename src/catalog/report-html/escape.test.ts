import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodePath, escapeHtml } from './escape.js';

describe('escapeHtml', () => {
  test('markup in a name is shown as text', () => {
    expect(escapeHtml(`<b a="1" c='2'>&amp;`)).toBe('&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;');
  });

  test('control characters, lone surrogates and directional overrides become U+FFFD', () => {
    expect(escapeHtml('a\0b\x1bc\ud800d\u202ee')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde');
  });

  test('whole characters beyond the basic plane stay', () => {
    expect(escapeHtml('Täsch𝒳 👜')).toBe('Täsch𝒳 👜');
  });

  test('no text can leave an attribute or open a tag', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>"']/.test(escapeHtml(text))));
  });
});

describe('encodePath', () => {
  test('each segment is encoded, slashes stay', () => {
    expect(encodePath('new bags/50 % #1?.jpg')).toBe('new%20bags/50%20%25%20%231%3F.jpg');
  });

  test('a name that looks like a scheme stays a name', () => {
    expect(encodePath('javascript:alert(1)')).toBe('javascript%3Aalert(1)');
  });

  test('every path comes back from the URL, beside the page', () => {
    const segment = fc.string({ unit: 'grapheme', minLength: 1 }).filter((s) => !/^\.{1,2}$|[/]/.test(s));
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1 }), (segments) => {
        const url = new URL(encodePath(segments.join('/')), 'file:///reports/');
        expect(url.search + url.hash).toBe('');
        expect(url.pathname.split('/').slice(2).map(decodeURIComponent)).toEqual(segments);
      }),
    );
  });

  test('a lone surrogate does not stop the page', () => {
    expect(encodePath('a\ud800.jpg')).toBe('a%EF%BF%BD.jpg');
  });
});
