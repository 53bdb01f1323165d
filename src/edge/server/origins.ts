import { HeroshotError } from '../../engine/errors.js';

/** Pages that may read pictures with a script, as in a canvas: all, or those of some origins (`https://shop.example`). */
export type AllowedOrigins = '*' | readonly string[];

const EXPOSED = 'X-Heroshot, X-Heroshot-Picture, X-Heroshot-Reason, Content-DPR, Server-Timing';

/**
 * The headers by which browsers let pages of other origins use a picture (Fetch Standard, CORS; Resource Timing). An `<img>` may always
 * show one; where no origin is allowed, only on the same site.
 *
 * @param origin the `Origin` header of the request
 */
export function originHeaders(
  allowed: AllowedOrigins,
  origin: string | string[] | undefined,
): Record<string, string> {
  if (allowed.length === 0) return { 'cross-origin-resource-policy': 'same-site' };
  const open = { 'cross-origin-resource-policy': 'cross-origin' };
  const one =
    allowed === '*' ? '*' : allowed.length === 1 ? allowed[0] : allowed.find((each) => each === origin);
  if (one === undefined) return open;
  return {
    ...open,
    'access-control-allow-origin': one,
    'access-control-expose-headers': EXPOSED,
    'timing-allow-origin': one,
  };
}

/** Whether answers differ by the origin that asks. */
export const differByOrigin = (allowed: AllowedOrigins): boolean => allowed !== '*' && allowed.length > 1;

/** @throws {HeroshotError} `bad_option` for what no browser would send as an origin */
export function checkOrigins(allowed: AllowedOrigins): void {
  if (allowed === '*') return;
  for (const origin of allowed)
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new HeroshotError('bad_option', `${origin} is no origin; one is like https://shop.example`);
}
