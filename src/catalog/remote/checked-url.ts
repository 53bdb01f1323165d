import { isIP } from 'node:net';
import { HeroshotError } from '../../engine/errors.js';
import { type AddressPolicy, checkAddress } from './address-guard.js';

const MAX_LENGTH = 8192;

/** The host of a URL as `node:net` wants it: IPv6 without brackets. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

/**
 * Parse and judge a URL before anything is resolved: http or https, no user or password, no refused IP address.
 * Decimal, octal, hexadecimal and short IPv4 forms are the same address by the URL standard and judged as such.
 *
 * @throws {HeroshotError} `url_refused`
 */
export function checkUrl(text: string, policy: AddressPolicy = {}, base?: URL): URL {
  const url = text.length <= MAX_LENGTH && URL.canParse(text, base?.href) ? new URL(text, base?.href) : null;
  if (!url) throw new HeroshotError('url_refused', `not a URL: ${text.slice(0, 200)}`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new HeroshotError('url_refused', `${url.protocol} addresses are not fetched`);
  if (url.username || url.password)
    throw new HeroshotError('url_refused', `the address of ${url.host} holds a user name or password`);
  const host = hostOf(url);
  if (isIP(host)) checkAddress(host, host, policy);
  return url;
}
