import { randomBytes } from 'node:crypto';
import { HeroshotError } from '../../engine/errors.js';

const PREFIX = 'whsec_';
/** "Random. At least 24 bytes (192 bits, 512 maximum)": Standard Webhooks, "Signature scheme". */
const LEAST_BYTES = 24;
const MOST_BYTES = 64;
const MADE_BYTES = 32;

/** A new secret: `whsec_` and 32 random bytes in base64. */
export const newSecret = (): string => PREFIX + randomBytes(MADE_BYTES).toString('base64');

/**
 * Hold a secret that somebody brought to the form of Standard Webhooks.
 *
 * @throws {HeroshotError} `bad_option`; the message does not repeat the secret
 */
export function checkSecret(text: string): string {
  const base64 = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : '';
  const bytes = Buffer.from(base64, 'base64');
  // What decodes to something else elsewhere would sign differently there.
  const exact = bytes.toString('base64') === base64;
  if (!exact || bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES)
    throw new HeroshotError(
      'bad_option',
      `a webhook secret is ${PREFIX} and ${LEAST_BYTES} to ${MOST_BYTES} bytes in base64`,
    );
  return text;
}
