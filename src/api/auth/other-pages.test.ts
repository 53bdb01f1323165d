import { describe, expect, it } from 'vitest';
import { refuseOtherPages } from './other-pages.js';

const asked = (host: string | undefined, method = 'GET', site?: string, publicUrl = '') => {
  try {
    const headers = { ...(host !== undefined && { host }), ...(site && { 'sec-fetch-site': site }) };
    refuseOtherPages({ method, headers }, publicUrl);
    return 'taken';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('an open service', () => {
  it.each([
    'localhost',
    'localhost:8080',
    '127.0.0.1:8080',
    '127.1.2.3',
    '[::1]:8080',
    'LOCALHOST:1',
    'shop.localhost:80',
  ])('answers under its own name %s', (host) => expect(asked(host)).toBe('taken'));

  it.each([
    'evil.example',
    'evil.example:8080',
    'localhost.evil.example:8080',
    '127.0.0.1.evil.example',
    '192.168.1.5:8080',
    '[::2]',
    'user@localhost',
    'localhost/evil',
    '',
    undefined,
  ])('does not answer under %s, which another site could have led here', (host) =>
    expect(asked(host)).toBe('wrong_site'),
  );

  it('answers under the public address that it was given', () => {
    expect(asked('img.example', 'GET', undefined, 'https://img.example')).toBe('taken');
    expect(asked('img.example:444', 'GET', undefined, 'https://img.example')).toBe('wrong_site');
  });

  it('takes what its own page and programs send, and nothing from other sites', () => {
    expect(asked('localhost:1', 'POST')).toBe('taken');
    expect(asked('localhost:1', 'POST', 'same-origin')).toBe('taken');
    expect(asked('localhost:1', 'POST', 'cross-site')).toBe('wrong_site');
    expect(asked('localhost:1', 'POST', 'same-site')).toBe('wrong_site');
    expect(asked('localhost:1', 'GET', 'cross-site')).toBe('taken');
  });
});
