import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { HeroshotError } from '../engine/errors.js';

/** A key and the salt that goes with it. */
export interface KeyPair {
  key: Uint8Array;
  salt: Uint8Array;
}

/** Words that stand where a signature would, in addresses that nobody signed. */
const UNSIGNED = new Set(['unsafe', 'insecure', '_']);

/** Bytes of a whole signature: HMAC-SHA256. */
const WHOLE = 32;

/** How signatures are checked. */
export interface SignatureRules {
  /** Any of them will do: the first signs, the others are on their way out. */
  keys: readonly KeyPair[];
  /** Serve addresses that nobody signed; off where absent. */
  allowUnsafe?: boolean;
  /** Bytes of a signature, 8 to 32; whole ones where absent. */
  signatureBytes?: number;
}

/** The signature of a path (`/options/source`): HMAC-SHA256 of salt and path, URL-safe base64 without padding. */
export function signatureOf(path: string, { key, salt }: KeyPair, bytes = WHOLE): string {
  const digest = createHmac('sha256', key).update(salt).update(path).digest();
  return digest.subarray(0, bytes).toString('base64url');
}

/** `/signature/options/source`. */
export const signedPath = (path: string, pair: KeyPair, bytes?: number): string =>
  `/${signatureOf(path, pair, bytes)}${path}`;

/**
 * Whether a path may be served. Every pair is tried and each comparison takes the same time, whatever differs where.
 */
export function isSigned(given: string, path: string, rules: SignatureRules): boolean {
  if (rules.allowUnsafe && (rules.keys.length === 0 || UNSIGNED.has(given))) return true;
  let good = false;
  for (const pair of rules.keys) {
    const same = sameText(given, signatureOf(path, pair, rules.signatureBytes));
    good = same || good;
  }
  return good;
}

/** Of digests, so that neither content nor length of what was given shows in the time. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/**
 * Refuse rules under which nobody could be served, or everybody by mistake.
 *
 * @throws {HeroshotError} `bad_option`
 */
export function checkRules({ keys, allowUnsafe, signatureBytes = WHOLE }: SignatureRules): void {
  if (keys.length === 0 && !allowUnsafe)
    throw new HeroshotError(
      'bad_option',
      'the edge has no keys: set HEROSHOT_EDGE_KEY and HEROSHOT_EDGE_SALT, or allow unsafe addresses',
    );
  if (!Number.isInteger(signatureBytes) || signatureBytes < 8 || signatureBytes > WHOLE)
    throw new HeroshotError('bad_option', `signatures have 8 to ${WHOLE} bytes, not ${signatureBytes}`);
}

/**
 * The pairs of `HEROSHOT_EDGE_KEY` and `HEROSHOT_EDGE_SALT`: hex, several with commas between them, the nth key with the nth
 * salt. None where neither is set.
 *
 * @throws {HeroshotError} `bad_option`
 */
export function keysFrom(environment: Record<string, string | undefined>): KeyPair[] {
  const keys = hexList('HEROSHOT_EDGE_KEY', environment.HEROSHOT_EDGE_KEY);
  const salts = hexList('HEROSHOT_EDGE_SALT', environment.HEROSHOT_EDGE_SALT);
  if (keys.length !== salts.length)
    throw new HeroshotError(
      'bad_option',
      `HEROSHOT_EDGE_KEY has ${keys.length} keys and HEROSHOT_EDGE_SALT ${salts.length} salts; they go in pairs`,
    );
  return keys.map((key, i) => ({ key, salt: salts[i] }));
}

function hexList(name: string, text: string | undefined): Uint8Array[] {
  if (!text?.trim()) return [];
  return text.split(',').map((part) => {
    const hex = part.trim();
    // What is wrong with a key is never shown.
    if (!/^([0-9a-f]{2})+$/i.test(hex)) throw new HeroshotError('bad_option', `${name} is not a list of hex`);
    return Buffer.from(hex, 'hex');
  });
}
