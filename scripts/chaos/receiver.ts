import { once } from 'node:events';
import { createServer } from 'node:http';

/** An event as it arrived. */
export interface Arrived {
  id: string;
  type: string;
  /** The job or batch that it is about. */
  subject: string;
}

/** A shop's end of the webhooks: refuses some once, as servers do, and keeps what came. Twice would mean five minutes until the next try. */
export async function receiver(refuse: () => boolean) {
  const arrived: Arrived[] = [];
  const refused = new Set<string>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const id = String(request.headers['webhook-id']);
      if (!refused.has(id) && refuse()) {
        refused.add(id);
        return response.writeHead(503).end();
      }
      const { type, data } = JSON.parse(Buffer.concat(chunks).toString());
      arrived.push({ id, type, subject: data.id });
      response.writeHead(204).end();
    });
    request.on('error', () => {});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/hook`,
    arrived,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
