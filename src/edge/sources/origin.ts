import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { boundedBody } from '../../catalog/remote/bounded-body.js';
import { checkUrl } from '../../catalog/remote/checked-url.js';
import { exchange, type TimeLimits } from '../../catalog/remote/exchange.js';
import { type GuardedAgentOptions, guardedAgents } from '../../catalog/remote/guarded-agents.js';
import { HostTurns } from '../../catalog/remote/host-turns.js';
import { checkIsPicture } from '../../catalog/remote/page-instead.js';
import { HeroshotError } from '../../engine/errors.js';
import { EdgeError } from '../errors.js';
import { MAX_SOURCE_BYTES, type Source, type SourceBytes } from './source.js';

export interface OriginOptions extends GuardedAgentOptions {
  /** Hosts that pictures are fetched from, with a port where it is none of the usual: `img.shop.example`, `*.cdn.example:8443`. */
  hosts: readonly string[];
  maxBytes?: number;
  /** Requests to one host at the same time; 8 where absent. */
  perHost?: number;
  times?: Partial<TimeLimits>;
  /** Milliseconds; 5 minutes where absent. */
  freshFor?: number;
}

/** A visitor waits: less patience than a catalogue has. */
const TIMES: TimeLimits = { connect: 3000, firstByte: 8000, whole: 15_000 };

const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const ABSENT = new Set([404, 410]);

/** Pictures of allowed HTTP servers. Every redirect must lead to an allowed host too, and every address is guarded. */
export function originSource(options: OriginOptions): Source {
  const { maxBytes = MAX_SOURCE_BYTES, freshFor = 300_000, perHost = 8 } = options;
  const agents = guardedAgents(options);
  const turns = new HostTurns(perHost);
  const times = { ...TIMES, ...options.times };
  const checked = (text: string, base?: URL): URL => {
    const url = checkUrl(text, options, base);
    url.hash = '';
    if (!isAllowed(url, options.hosts))
      throw new EdgeError('source_refused', `${url.host} is no source of this server`);
    return url;
  };

  async function fetchFrom(
    first: URL,
    known?: string,
    signal?: AbortSignal,
  ): Promise<SourceBytes | 'unchanged'> {
    let url = first;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const headers = { accept: 'image/*', 'accept-encoding': 'identity', ...conditions(known) };
      const ask = () =>
        exchange(url, { agents, times, signal, headers }, (answer, stop) =>
          answered(url, answer, stop, maxBytes),
        );
      const step = await turns.take(url.host, ask, signal);
      if (!(step instanceof URL)) return step;
      url = checked(step.href);
    }
    throw new HeroshotError('fetch_failed', `${first.host} redirects more than ${MAX_REDIRECTS} times`);
  }

  return {
    picture(address) {
      const url = checked(address);
      return {
        id: url.href,
        place: url.host,
        freshFor,
        async read(known, signal) {
          try {
            const found = await fetchFrom(url, known, signal);
            return found !== 'unchanged' && found.version === known ? 'unchanged' : found;
          } catch (error) {
            if (error instanceof EdgeError || error instanceof HeroshotError) throw error;
            throw new HeroshotError('fetch_failed', `${url.host} could not be reached`, { cause: error });
          }
        },
      };
    },
    close: () => agents.close(),
  };
}

async function answered(
  url: URL,
  answer: IncomingMessage,
  stop: AbortSignal,
  maxBytes: number,
): Promise<SourceBytes | 'unchanged' | URL> {
  const { statusCode: status = 0, headers } = answer;
  if (REDIRECTS.has(status) && headers.location && URL.canParse(headers.location, url.href))
    return new URL(headers.location, url);
  if (status === 304) return 'unchanged';
  if (ABSENT.has(status)) throw new EdgeError('source_not_found', `${url.host} has no such picture`);
  if (status !== 200) throw new HeroshotError('fetch_failed', `${url.host} answered ${status}`);
  const bytes = await boundedBody(answer, maxBytes, stop);
  checkIsPicture(bytes, headers['content-type'], url);
  const { etag, 'last-modified': modified } = headers;
  const digest = () => `sha256 ${createHash('sha256').update(bytes).digest('hex')}`;
  return { bytes, version: etag ? `etag ${etag}` : modified ? `modified ${modified}` : digest() };
}

/** What a conditional request says of the version that is known (RFC 9110, 13.1). */
function conditions(known = ''): Record<string, string> {
  const value = known.slice(known.indexOf(' ') + 1);
  if (known.startsWith('etag ')) return { 'if-none-match': value };
  return known.startsWith('modified ') ? { 'if-modified-since': value } : {};
}

/** Whether a host is on the list; `*.` stands for one or more names before the rest. */
export function isAllowed(url: URL, hosts: readonly string[]): boolean {
  const host = url.host.toLowerCase();
  return hosts.some((entry) => {
    const allowed = entry.toLowerCase();
    return allowed.startsWith('*.')
      ? host.endsWith(allowed.slice(1)) && host.length >= allowed.length
      : host === allowed;
  });
}
