import { expect, it } from 'vitest';
import { checkSecret, newSecret } from './secret.js';

const secret = (bytes: number) => `whsec_${Buffer.alloc(bytes, 250).toString('base64')}`;
const refused = expect.objectContaining({ code: 'bad_option' });

it('makes secrets that differ and hold 256 bits', () => {
  expect(newSecret()).not.toBe(newSecret());
  expect(Buffer.from(newSecret().slice(6), 'base64')).toHaveLength(32);
  expect(checkSecret(newSecret())).toMatch(/^whsec_/);
});

it.each([24, 25, 32, 64])('takes a secret of %i bytes', (bytes) => {
  expect(checkSecret(secret(bytes))).toBe(secret(bytes));
});

it.each([
  '',
  'whsec_',
  secret(23),
  secret(65),
  secret(32).slice(6),
  `${secret(32)} `,
  secret(32).replace('whsec_', 'WHSEC_'),
  secret(32).replaceAll('+', '-'),
  secret(25).replace(/=+$/, ''),
  `whsec_${'*'.repeat(44)}`,
])('refuses %j without repeating it', (text) => {
  expect(() => checkSecret(text)).toThrow(refused);
  if (text.length > 10) expect(() => checkSecret(text)).not.toThrow(text);
});
