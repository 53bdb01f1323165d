import type { Tier } from '../../engine/network/registry.js';
import { sha256 } from '../cache/entry.js';
import type { PictureKey } from '../cache/picture.js';
import { EdgeError } from '../errors.js';
import { type Presets, parsePath, writeOptions } from '../grammar/grammar.js';
import { mendedPath } from '../grammar/mended-path.js';
import type { EdgeFormat, EdgeOptions } from '../grammar/options.js';
import type { Headers } from '../negotiation/hints.js';
import { type NegotiationRules, negotiate, type Outcome } from '../negotiation/negotiation.js';
import { isSigned, type SignatureRules } from '../signature.js';
import type { SourcePicture } from '../sources/source.js';
import type { Sources } from '../sources/sources.js';

/** A request that may be answered: what it asks for, of what. */
export interface CheckedRequest {
  options: EdgeOptions;
  outcome: Outcome;
  picture: SourcePicture;
}

/** By what requests are checked. */
export interface RequestRules {
  signatures: SignatureRules;
  presets: Presets;
  negotiation: NegotiationRules;
  sources: Pick<Sources, 'picture'>;
  now: () => number;
}

/**
 * Check a request: first its signature, so that nobody without a key learns anything.
 *
 * @param url path and query as they were sent, without what the server is mounted at; a query says nothing
 * @throws {EdgeError}
 */
export function checkRequest(url: string, headers: Headers, rules: RequestRules): CheckedRequest {
  const asked = mendedPath(url.split('?', 1)[0]);
  const [, signature, path] = /^\/([^/]*)(\/.*)$/.exec(asked) ?? [];
  if (path === undefined) throw new EdgeError('bad_url', 'an address is /signature/options/source');
  if (!isSigned(signature, path, rules.signatures))
    throw new EdgeError('bad_signature', 'the signature is not of this path');
  const { options, source } = parsePath(path, rules.presets);
  if (options.expires > 0 && options.expires * 1000 <= rules.now())
    throw new EdgeError(
      'url_expired',
      `the address was good until ${new Date(options.expires * 1000).toISOString()}`,
    );
  return {
    options,
    outcome: negotiate(options, headers, rules.negotiation),
    picture: rules.sources.picture(source),
  };
}

/**
 * What a picture is kept under. Everything that it depends on is in it, and nothing else: no host, no query, no header but by
 * its bounded outcome.
 *
 * @param network the one that has a part in it; `none` for what stands in for its picture
 */
export function keyOf(
  { options, outcome, picture }: CheckedRequest,
  network: Tier | 'none',
  format: EdgeFormat,
): PictureKey {
  // When it expires and who waits for it changes nothing about a picture.
  const said = writeOptions({ ...options, expires: 0, wait: undefined, format: undefined });
  const { size, original } = outcome;
  return {
    source: sha256(picture.id),
    variant: sha256(JSON.stringify([said, size, original, network, format, outcome.format.accepted])),
  };
}
