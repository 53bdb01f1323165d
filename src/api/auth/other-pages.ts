import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.js';

/** Names that lead to this machine and that nobody else can hold in the DNS (RFC 6761). */
const OWN_NAME = /^(localhost|([\w-]+\.)+localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i;

/**
 * Where no key is needed, pages of others in a browser on this machine must not get in. They could send forms: browsers say where
 * a request comes from (Fetch Metadata), and programs don't send that header. Or they could let their own name lead to 127.0.0.1 (DNS
 * rebinding), and then the browser takes the service for theirs: but it still says the name, in `Host`.
 *
 * @param publicUrl whose host is good as well
 * @throws {Problem} `wrong_site`
 */
export function refuseOtherPages(
  { method, headers }: Pick<FastifyRequest, 'method' | 'headers'>,
  publicUrl: string,
): void {
  const site = headers['sec-fetch-site'];
  const reads = method === 'GET' || method === 'HEAD';
  if (!reads && (site === 'cross-site' || site === 'same-site'))
    throw new Problem('wrong_site', 'pages of other sites may send nothing to an open service; use a key');
  const host = headers.host ?? '';
  if (!OWN_NAME.test(host.replace(/:\d*$/, '')) && host !== hostOf(publicUrl))
    throw new Problem(
      'wrong_site',
      'an open service answers under the names of its own machine alone, such as localhost; use a key, or say --public-url',
    );
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : undefined);
