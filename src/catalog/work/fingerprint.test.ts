import { expect, test } from 'vitest';
import type { Recipe } from '../../recipe/recipe.js';
import { contentHash, recipeHash } from './fingerprint.js';

const recipe = (step: object): Recipe => ({ name: 'any', steps: [{ step: 'enhance', ...step }] });

test('the fingerprint of bytes is their SHA-256', () => {
  expect(contentHash(Buffer.from('abc'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

test('a recipe keeps its fingerprint however its options are ordered, and whatever it is called', () => {
  const one = recipeHash(recipe({ scale: 2, quality: 90 }), { layout: 'x' });
  expect(
    recipeHash({ ...recipe({ quality: 90, scale: 2, dpi: undefined }), name: 'other' }, { layout: 'x' }),
  ).toBe(one);
  expect(recipeHash(recipe({ scale: 4, quality: 90 }), { layout: 'x' })).not.toBe(one);
  expect(recipeHash(recipe({ scale: 2, quality: 90 }), { layout: 'y' })).not.toBe(one);
});
