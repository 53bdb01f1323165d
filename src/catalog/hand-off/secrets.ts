import { HeroshotError } from '../../engine/errors.js';

/** Where the secrets that sign hand-offs are said, apart by commas, the newest first: `whsec_` and base64. */
export const HAND_OFF_SECRET = 'HEROSHOT_HAND_OFF_SECRET';

/**
 * The secrets of this process.
 *
 * @throws {HeroshotError} `bad_option`; the message does not repeat a secret
 */
export function handOffSecrets(environment: NodeJS.ProcessEnv = process.env): string[] {
  const secrets = (environment[HAND_OFF_SECRET] ?? '').split(',').map((one) => one.trim());
  return secrets.filter(Boolean).map((secret) => {
    const base64 = secret.startsWith('whsec_') ? secret.slice(6) : '';
    const bytes = Buffer.from(base64, 'base64');
    // "24 bytes (192 bits), 512 bits maximum": Standard Webhooks, "Signature scheme".
    if (bytes.toString('base64') !== base64 || bytes.length < 24 || bytes.length > 64)
      throw new HeroshotError('bad_option', `${HAND_OFF_SECRET} is whsec_ and 24 to 64 bytes in base64`);
    return secret;
  });
}
