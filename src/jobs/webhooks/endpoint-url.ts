import type { AddressPolicy } from '../../catalog/remote/address-guard.js';
import { checkUrl } from '../../catalog/remote/checked-url.js';
import { HeroshotError } from '../../engine/errors.js';

/** Where webhooks may go. */
export interface EndpointPolicy extends AddressPolicy {
  /** Take http beside https: as `allowPrivate` by default, for networks of one's own. */
  allowHttp?: boolean | undefined;
}

const MAX_LENGTH = 2048;

/**
 * Parse and judge the address of an endpoint. What its name resolves to is judged when a connection is made, each time.
 *
 * @throws {HeroshotError} `webhook_url_refused`
 */
export function checkEndpointUrl(text: string, policy: EndpointPolicy = {}): URL {
  if (text.length > MAX_LENGTH) throw refused(`the address has more than ${MAX_LENGTH} characters`);
  let url: URL;
  try {
    url = checkUrl(text, policy);
  } catch (error) {
    throw refused((error as Error).message, error);
  }
  const { allowHttp = policy.allowPrivate } = policy;
  if (url.protocol !== 'https:' && !allowHttp) throw refused(`the address of ${url.host} is not https`);
  // An empty fragment is not in `hash`.
  if (text.includes('#')) throw refused(`the address of ${url.host} has a fragment, which is never sent`);
  return url;
}

const refused = (message: string, cause?: unknown) =>
  new HeroshotError('webhook_url_refused', message, cause ? { cause } : undefined);
