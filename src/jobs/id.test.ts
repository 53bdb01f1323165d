import { expect, it } from 'vitest';
import { isId, itemId, newId } from './id.js';

it('identifiers sort in the order in which they were made, also within a millisecond', () => {
  const ids = Array.from({ length: 5000 }, () => newId('job'));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

it.each([
  ['job', newId('job'), true],
  ['job', itemId(newId('bat'), 12), true],
  ['job', newId('bat'), false],
  ['job', 'job_../../etc', false],
  ['job', `${newId('job')}\n`, false],
] as const)('as a %s, %j is %s', (prefix, text, good) => {
  expect(isId(prefix, text)).toBe(good);
});
