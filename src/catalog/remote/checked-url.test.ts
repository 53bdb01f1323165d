import { describe, expect, it } from 'vitest';
import { checkUrl } from './checked-url.js';

describe('URLs', () => {
  it.each([
    ['ftp://shop.example/a.jpg', 'ftp:'],
    ['file:///etc/passwd', 'file:'],
    ['javascript:alert(1)', 'javascript:'],
    ['gopher://shop.example:25/x', 'gopher:'],
    ['http://user:secret@shop.example/a.jpg', 'password'],
    ['http://user@shop.example/a.jpg', 'password'],
    ['http://', 'not a URL'],
    ['photo.jpg', 'not a URL'],
    [`http://shop.example/${'a'.repeat(9000)}`, 'not a URL'],
  ])('%j is refused: %s', (text, why) => {
    expect(() => checkUrl(text)).toThrow(expect.objectContaining({ code: 'url_refused' }));
    expect(() => checkUrl(text)).toThrow(why);
  });

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://0x7f.1/',
    'http://１２７.0.0.1/',
    'http://127.0.0.1./',
    'http://[::1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://0/',
    'https://169.254.169.254/latest/meta-data/',
  ])('%s is an address that is not reached, however it is written', (text) => {
    expect(() => checkUrl(text)).toThrow(expect.objectContaining({ code: 'url_refused' }));
  });

  it('does not repeat a password in its message', () => {
    expect(() => checkUrl('http://user:secret@shop.example/')).toThrow(/^(?!.*secret)/);
  });

  it('takes a redirect relative to where it came from', () => {
    expect(checkUrl('/b.jpg', {}, new URL('https://shop.example/a/')).href).toBe(
      'https://shop.example/b.jpg',
    );
  });
});
