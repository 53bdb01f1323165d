import type { Server } from 'node:http';
import type { FastifyRequest } from 'fastify';

/** Bytes a second below which an upload counts as stalled. */
const LEAST_PER_SECOND = 1024;

/**
 * Hold the sending of a body to its time: JSON must be there within `seconds`, a form must bring a minimum of bytes in
 * every such span, however long it takes as a whole. Whoever is slower hears 408 and the connection ends.
 *
 * @returns stops the clock
 */
export function startBodyClock(request: FastifyRequest, server: Server, seconds: number): () => void {
  const { raw } = request;
  const { socket } = raw;
  const form = /^multipart\//i.test(request.headers['content-type'] ?? '');
  let seen = socket?.bytesRead ?? 0;
  const timer = setInterval(() => {
    if (raw.complete || !socket || socket.destroyed) {
      clearInterval(timer);
      return;
    }
    const bytes = socket.bytesRead - seen;
    seen = socket.bytesRead;
    // Bytes that lie here unread are not the client's slowness, but ours.
    const waitsForUs = raw.readableLength > 0;
    if (form && (waitsForUs || bytes >= LEAST_PER_SECOND * seconds)) return;
    clearInterval(timer);
    const late = Object.assign(new Error('the body came too slowly'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    server.emit('clientError', late, socket);
  }, seconds * 1000);
  timer.unref();
  return () => clearInterval(timer);
}
