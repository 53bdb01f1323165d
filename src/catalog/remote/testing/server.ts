import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';

/** A server on this machine that answers as a test says. */
export interface TestServer {
  url: string;
  /** Paths that were asked for, in order. */
  asked: string[];
  /** Largest number of requests at the same time. */
  readonly busiest: number;
  close(): Promise<void>;
}

export async function serve(answer: RequestListener): Promise<TestServer> {
  const asked: string[] = [];
  let busy = 0;
  let busiest = 0;
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    busiest = Math.max(busiest, ++busy);
    response.on('close', () => busy--);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    get busiest() {
      return busiest;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A resolver that knows the names of a test; the answers of a name take turns. */
export function resolver(names: Record<string, string[][]>): LookupFunction & { asked: string[] } {
  const asked: string[] = [];
  const lookup: LookupFunction = (host, _options, callback) => {
    const answers = names[host];
    const turn = asked.filter((name) => name === host).length;
    asked.push(host);
    if (!answers) return callback(Object.assign(new Error(`no ${host}`), { code: 'ENOTFOUND' }), '', 0);
    const addresses = answers[Math.min(turn, answers.length - 1)];
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return Object.assign(lookup, { asked });
}

/** The smallest bytes that are taken for a picture. */
export const PNG = Buffer.from('\x89PNG\r\n\x1a\n and so on', 'latin1');
