import { expect, test } from 'vitest';
import { background } from './background.js';

test.each([
  ['white', 'white'],
  [' Transparent', 'transparent'],
  ['#FF8000', '#ff8000'],
  ['#fa0', '#ffaa00'],
])('%j is %s', (text, expected) => {
  expect(background(text)).toBe(expected);
});

test.each(['', 'red', '#12', '#12345', '#12345g', 'rgb(0,0,0)', '#ffffff80'])('%j is refused', (text) => {
  expect(() => background(text)).toThrowError(/white, transparent or #rrggbb/);
});
