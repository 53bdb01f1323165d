import type { Selectable } from 'kysely';
import type { EventType } from '../store/events.js';
import type { WebhookEndpointTable } from '../store/schema.js';

/**
 * Why nothing is sent to an endpoint though nobody switched it off: it answered 410, or every attempt failed for days.
 */
export const DISABLED_REASONS = ['gone', 'failing'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** An address to which events are sent, without its secret. Times are milliseconds since 1970. */
export interface Endpoint {
  id: string;
  /** The key whose events it gets; null in open mode. */
  keyId: string | null;
  url: string;
  description: string;
  /** Event types that it gets; empty: all. */
  events: EventType[];
  enabled: boolean;
  /** Null where it is enabled, or was switched off by hand. */
  disabledReason: DisabledReason | null;
  /** Since when every attempt has failed; null after one that did not. */
  failingSince: number | null;
  /** Until when the secret before the last rotation signs too. */
  oldSecretExpiresAt: number | null;
  createdAt: number;
}

export type EndpointRow = Selectable<WebhookEndpointTable>;

/** A row as an endpoint. */
export function endpointOf(row: EndpointRow): Endpoint {
  return {
    id: row.id,
    keyId: row.key_id,
    url: row.url,
    description: row.description,
    events: JSON.parse(row.events) as EventType[],
    enabled: row.enabled === 1,
    disabledReason: row.disabled_reason as DisabledReason | null,
    failingSince: row.failing_since,
    oldSecretExpiresAt: row.old_secret_expires_at,
    createdAt: row.created_at,
  };
}

/** The secrets that sign at a time, the newest first. */
export function secretsAt(
  row: Pick<EndpointRow, 'secret' | 'old_secret' | 'old_secret_expires_at'>,
  now: number,
): string[] {
  const old = row.old_secret !== null && (row.old_secret_expires_at ?? 0) > now ? [row.old_secret] : [];
  return [row.secret, ...old];
}
