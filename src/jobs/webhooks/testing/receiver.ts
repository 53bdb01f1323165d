import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that a receiver got. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders & Record<string, string>;
  body: string;
}

/** What a receiver answers: a status, or all that a test wants. */
export type Reaction = number | ((request: IncomingMessage, response: ServerResponse) => unknown);

/** A server on this machine that receives webhooks. */
export interface Receiver {
  url: string;
  got: Received[];
  /** What it answers from now on. */
  react: Reaction;
  /** Largest number of requests at the same time. */
  readonly busiest: number;
  close(): Promise<void>;
}

/** @param react 200 by default */
export async function receiver(react: Reaction = 200): Promise<Receiver> {
  let busy = 0;
  let busiest = 0;
  const server = createServer(async (request, response) => {
    busiest = Math.max(busiest, ++busy);
    response.on('close', () => busy--);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = request.headers as Received['headers'];
    self.got.push({ path: request.url ?? '', headers, body: Buffer.concat(chunks).toString() });
    if (typeof self.react === 'number') response.writeHead(self.react).end('thank you');
    else self.react(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    got: [],
    react,
    get busiest() {
      return busiest;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}
