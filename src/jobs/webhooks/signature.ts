import { Webhook } from 'standardwebhooks';

/** What is signed. */
export interface Message {
  /** The event's id: the same at every attempt, so that a receiver can tell what it has already. */
  id: string;
  /** When this attempt is made, in milliseconds since 1970. */
  at: number;
  body: string;
}

/**
 * The headers of Standard Webhooks, with a signature by each secret that is valid now: "Webhook consumers can try to
 * verify each signature until one matches."
 */
export function signedHeaders(
  { id, at, body }: Message,
  secrets: readonly string[],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(at), body));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}
