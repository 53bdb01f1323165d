import { expect, test } from 'vitest';
import { detailNotes } from './detail.js';
import { modelFor } from './network/registry.js';

test('detail that was asked for in vain is said', () => {
  expect(detailNotes(0.5, modelFor(4))).toEqual([]);
  expect(detailNotes(0, modelFor(2))).toEqual([]);
  expect(detailNotes(0, undefined)).toEqual([]);
  expect(detailNotes(0.5, modelFor(2))).toEqual([
    'detail 0.5 has no effect at 2×: the standard network for 4× alone has it.',
  ]);
  expect(detailNotes(1, undefined)).toEqual([
    'detail 1 has no effect on a picture that keeps its size: the standard network for 4× alone has it.',
  ]);
});
