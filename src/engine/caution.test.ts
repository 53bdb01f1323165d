import { expect, test } from 'vitest';
import { measuredPart, whatToHold } from './caution.js';
import { checkOptions } from './options.js';

const hold = (damage: { noise?: number; blur?: number }, dials: Parameters<typeof checkOptions>[0] = {}) =>
  whatToHold({ compression: 0.3, noise: 0, blur: 0, ...damage }, checkOptions(dials));

test('a picture without noise and softness is held in colour and structure', () => {
  expect(hold({})).toBe('all');
});

test('where softness is undone, measured or by hand, only colours are held', () => {
  expect(hold({ blur: 0.2 })).toBe('colours');
  expect(hold({}, { sharpen: 0.5 })).toBe('colours');
});

test('where noise is removed, or cleaning is set by hand, nothing beyond the means of regions is held', () => {
  expect(hold({ noise: 0.1, blur: 0.2 })).toBe('nothing');
  expect(hold({}, { restore: 0.5 })).toBe('nothing');
});

test('dials at 0 ask for nothing to be changed: all is held', () => {
  expect(hold({}, { restore: 0, sharpen: 0 })).toBe('all');
});

test('only damage that was measured excuses change', () => {
  const damage = { compression: 0, noise: 0.2, blur: 0.1 };
  expect(measuredPart(damage, checkOptions({}))).toEqual({ noise: 0.2, blur: 0.1 });
  expect(measuredPart(damage, checkOptions({ restore: 1, sharpen: 1 }))).toEqual({ noise: 0, blur: 0 });
});
