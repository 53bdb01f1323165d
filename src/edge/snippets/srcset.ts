import { EdgeError } from '../errors.js';
import { parsePath, splitPath } from '../grammar/grammar.js';
import { LONGEST_SIDE } from '../grammar/operations.js';
import { type KeyPair, signedPath } from '../signature.js';

/** How addresses are signed and where they are served. */
export interface Signing {
  /** What stands before a signed path: `https://cdn.shop.example/edge`; nothing where absent. */
  base?: string | undefined;
  /** Without one the signature is `unsafe`. */
  pair?: KeyPair | undefined;
}

/** A path with its signature. What a browser would escape is escaped before it is signed, so that both mean the same. */
export function signedAddress(path: string, { base = '', pair }: Signing): string {
  const sent = asSent(path);
  return base.replace(/\/+$/, '') + (pair ? signedPath(sent, pair) : `/unsafe${sent}`);
}

/**
 * A path as browsers send it (URL Standard, path percent-encode set), without the signs that would end it, and without commas, which
 * would end an address in a `srcset`.
 */
function asSent(path: string): string {
  try {
    return path.replace(/[^\x21-\x7e]|["#<>?`{}^|\\,]/gu, encodeURIComponent);
  } catch (cause) {
    throw new EdgeError('bad_url', 'the path is no text that can be escaped', { cause });
  }
}

/** A path as an address asks for another width; a height keeps the shape. Presets are the server's and stay as they are. */
export function atWidth(path: string, width: number): string {
  if (!Number.isInteger(width) || width < 1 || width > LONGEST_SIDE)
    throw new EdgeError('bad_argument', `a width is 1 to ${LONGEST_SIDE}, not ${width}`);
  const { options: said, source } = splitPath(path);
  const { options } = checkedPath(path);
  if (options.height && !options.width)
    throw new EdgeError('conflicting_options', 'widths need a width beside the height, for its shape');
  const height = options.height ? [`h:${Math.round((options.height * width) / options.width)}`] : [];
  return `/${[...said, `w:${width}`, ...height, ...source].join('/')}`;
}

/** Parse a path without knowing the server's presets. @throws {EdgeError} what the server would say of it */
export function checkedPath(path: string) {
  const named = splitPath(path)
    .options.filter((part) => /^(pr|preset):/.test(part))
    .flatMap((part) => part.split(':').slice(1));
  return parsePath(path, Object.fromEntries(named.map((name) => [name, ''])));
}

/**
 * A `srcset` with width descriptors, each address signed.
 *
 * @example srcset('/plain/local:///bag.jpg', [400, 800], { pair }) // '/…/w:400/plain/local:///bag.jpg 400w, …'
 */
export function srcset(path: string, widths: readonly number[], signing: Signing): string {
  return widths.map((width) => `${signedAddress(atWidth(path, width), signing)} ${width}w`).join(', ');
}

/**
 * A `srcset` with density descriptors: for pictures that are shown at one size.
 *
 * @example densities('/rs:fill:80:80/plain/local:///bag.jpg', [1, 2, 3], { pair }) // '/…/dpr:1/… 1x, /…/dpr:2/… 2x, …'
 */
export function densities(path: string, dprs: readonly number[], signing: Signing): string {
  const { options: said, source } = splitPath(path);
  return dprs
    .map((dpr) => `${signedAddress(`/${[...said, `dpr:${dpr}`, ...source].join('/')}`, signing)} ${dpr}x`)
    .join(', ');
}
