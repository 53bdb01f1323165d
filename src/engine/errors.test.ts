import { describe, expect, test } from 'vitest';
import { asHeroshotError, ERRORS, type ErrorCode, HeroshotError, readError, writeError } from './errors.js';

const failed = (code: string) => Object.assign(new Error(`${code}: it failed`), { code });

describe('errors', () => {
  test.each(Object.keys(ERRORS) as ErrorCode[])(
    '%s has a hint of whole sentences that survives JSON',
    (code) => {
      const error = new HeroshotError(code, 'what happened');
      expect(error.hint).toMatch(/^[A-Z].*\.$/);
      expect(JSON.parse(JSON.stringify(error))).toEqual({
        code,
        message: 'what happened',
        hint: ERRORS[code],
      });
    },
  );

  test('the cause is kept', () => {
    const cause = new Error('deep down');
    expect(new HeroshotError('internal', 'up here', { cause }).cause).toBe(cause);
  });

  test.each([
    ['ENOENT', 'file_not_found'],
    ['EACCES', 'unreadable'],
    ['EISDIR', 'unreadable'],
    ['ENAMETOOLONG', 'unreadable'],
  ])('a read that fails with %s is %s and names the path', (code, expected) => {
    expect(readError(failed(code), 'a/b.jpg')).toMatchObject({
      code: expected,
      message: expect.stringContaining('a/b.jpg'),
    });
  });

  test.each([
    ['ENOSPC', 'disk_full'],
    ['EDQUOT', 'disk_full'],
    ['EACCES', 'not_writable'],
    ['EROFS', 'not_writable'],
    ['ENOENT', 'not_writable'],
    ['EWHAT', 'internal'],
  ])('a write that fails with %s is %s and names the path', (code, expected) => {
    expect(writeError(failed(code), 'out/b.jpg')).toMatchObject({
      code: expected,
      message: expect.stringContaining('out/b.jpg'),
    });
  });

  test('an error that already has a code stays itself', () => {
    const error = new HeroshotError('empty_file', 'no bytes');
    expect(asHeroshotError(error)).toBe(error);
    expect(readError(error, 'x')).toBe(error);
    expect(writeError(error, 'x')).toBe(error);
  });

  test('what comes over a thread gets its code back; anything else is internal', () => {
    expect(asHeroshotError({ code: 'corrupt_image', message: 'cut off' })).toMatchObject({
      code: 'corrupt_image',
      message: 'cut off',
    });
    expect(asHeroshotError({ code: 'toString', message: 'odd' }).code).toBe('internal');
    expect(asHeroshotError(new TypeError('a bug')).code).toBe('internal');
    expect(asHeroshotError(new DOMException('stop', 'AbortError')).code).toBe('cancelled');
  });

  test.each([undefined, null, 'a string', 42])('%j that was thrown is internal too', (thrown) => {
    expect(asHeroshotError(thrown)).toMatchObject({ code: 'internal' });
  });
});
