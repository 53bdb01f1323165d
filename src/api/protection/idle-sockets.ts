import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * When the service shuts down, connections without a request under way are closed. Node closes those that have had one
 * before; browsers and pools also open some ahead of time, and would hold the shutdown up.
 */
export function closeIdleSockets(app: FastifyInstance): void {
  const atWork = new Map<Socket, number>();
  let closing = false;
  app.server.on('connection', (socket: Socket) => {
    atWork.set(socket, 0);
    socket.once('close', () => atWork.delete(socket));
  });
  app.server.on('request', ({ socket }, response) => {
    atWork.set(socket, (atWork.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = (atWork.get(socket) ?? 1) - 1;
      if (atWork.has(socket)) atWork.set(socket, left);
      if (closing && left === 0) socket.destroySoon();
    });
  });
  app.addHook('preClose', async () => {
    closing = true;
    for (const [socket, requests] of atWork) if (requests === 0) socket.destroy();
  });
}
