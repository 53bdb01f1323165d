import { HeroshotClient } from '../../../src/client/client.js';
import { savedKey } from './key.js';

let made: { key: string | null; client: HeroshotClient } | undefined;

/** The service that served the page, asked with the key of this browser. */
export function client(): HeroshotClient {
  const key = savedKey();
  if (made?.key !== key || !made)
    made = {
      key,
      client: new HeroshotClient({
        url: location.origin,
        ...(key ? { key } : {}),
        fetch: (input, init) => fetch(input, init),
      }),
    };
  return made.client;
}
