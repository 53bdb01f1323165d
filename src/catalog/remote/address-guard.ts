import { BlockList, isIP } from 'node:net';
import { HeroshotError } from '../../engine/errors.js';
import { ADDRESS_RANGES, type AddressRange } from './address-ranges.js';

/** Which addresses may be reached. */
export interface AddressPolicy {
  /** Allow private, loopback and carrier-grade NAT addresses: for pictures in one's own network. Off by default. */
  allowPrivate?: boolean | undefined;
}

const TABLE = ADDRESS_RANGES.map((row) => {
  const [address, bits] = row.range.split('/');
  const family = address.includes(':') ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family);
  return { row, family, list } as const;
});

/** The row that refuses an address, or undefined for a public one. */
export function refusedRange(address: string, policy: AddressPolicy = {}): AddressRange | undefined {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const found = TABLE.find((entry) => entry.family === family && entry.list.check(address, family));
  return found?.row.intranet && policy.allowPrivate ? undefined : found?.row;
}

/**
 * Hold an IP address against the table.
 *
 * @param address in the notation of `node:net`: dotted decimal or IPv6, without brackets
 * @throws {HeroshotError} `url_refused`
 */
export function checkAddress(address: string, host: string, policy: AddressPolicy = {}): void {
  if (!isIP(address)) throw new HeroshotError('url_refused', `${host} has no usable address`);
  const refused = refusedRange(address, policy);
  if (!refused) return;
  const named = address === host ? host : `${host} (${address})`;
  throw new HeroshotError('url_refused', `${named} is ${refused.is} (${refused.range}, ${refused.source})`);
}
