import type { FastifyReply } from 'fastify';

/**
 * Seconds that a client would wait for the end of its job: `Prefer: wait=10` (RFC 7240, section 4.3), at most `most`.
 * What can't be read is no preference.
 */
export function preferredWait(header: string | string[] | undefined, most: number): number {
  const preferences = [header ?? []].flat().join(',').split(',');
  for (const preference of preferences) {
    const seconds = /^\s*wait\s*=\s*"?(\d{1,6})"?\s*(;.*)?$/i.exec(preference)?.[1];
    if (seconds) return Math.min(Number(seconds), most);
  }
  return 0;
}

/** Aborts when the client has gone: nobody waits then. */
export function gone({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  // Not of the socket: that one serves many requests.
  raw.once('close', () => controller.abort());
  return controller.signal;
}
