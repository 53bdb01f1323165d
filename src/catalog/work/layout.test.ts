import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLayout } from './layout.js';

const item = { name: 'AB-1-2', stem: 'AB-1', folder: 'bags/new', position: 2, sku: 'AB 1' };

describe('a layout', () => {
  test('is by marketplace, with the master at the top', () => {
    const usual = parseLayout();
    expect(usual.path(item, 'master', 'jpg')).toBe('bags/new/AB-1.jpg');
    expect(usual.path(item, 'amazon', 'png')).toBe('amazon/bags/new/AB-1.png');
    expect(usual.path({ ...item, folder: '' }, 'amazon', 'png')).toBe('amazon/AB-1.png');
  });

  test('is what a person says, with the extension in any case', () => {
    const own = parseLayout('{sku}/{for}-{n}');
    expect(own.path(item, 'master', 'jpg')).toBe('AB 1/master-2.jpg');
    expect(parseLayout('{for}/{name}.{ext}').path(item, 'master', 'webp')).toBe('master/AB-1-2.webp');
  });

  test('takes the name where a source has no SKU', () => {
    const { sku: _sku, ...without } = item;
    expect(parseLayout('{sku}/{for}-{n}').path(without, 'ebay', 'jpg')).toBe('AB-1-2/ebay-2.jpg');
  });

  test.each([
    ['{name}', 'no {for}'],
    ['{for}/{sku}', 'neither {name} nor {sku} with {n}'],
    ['{for}/{nam}', '{nam}'],
    ['{for}/{name', 'brace'],
    ['../{for}/{name}', 'relative path'],
    ['/{for}/{name}', 'relative path'],
    ['C:{for}/{name}', 'relative path'],
    ['{for}\\{name}', 'relative path'],
  ])('that can not be is wrong usage: %s', (template, words) => {
    expect(() => parseLayout(template)).toThrow(words);
  });

  test('never leads out of the output folder, whatever the SKU', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (sku) => {
        const path = parseLayout('{sku}/{for}-{n}.{ext}').path({ ...item, sku }, 'master', 'jpg');
        expect(path.split('/')).not.toContain('..');
        expect(path).toMatch(/^[^/\\]+\/master-2\.jpg$/);
      }),
    );
  });
});
