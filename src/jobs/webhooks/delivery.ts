import type { Selectable } from 'kysely';
import type { WebhookAttemptTable, WebhookDeliveryTable } from '../store/schema.js';

/** Where a delivery is: `pending` until an attempt succeeded or none is left. */
export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** A line of the log. Times are milliseconds since 1970. */
export interface DeliveryAttempt {
  /** From 1; goes on after a delivery was sent again by hand. */
  attempt: number;
  at: number;
  milliseconds: number;
  /** HTTP status; null where there was no answer. */
  status: number | null;
  /** Why there was no answer. */
  error: string | null;
}

/** An event on its way to an endpoint. */
export interface Delivery {
  id: string;
  eventId: string;
  endpointId: string;
  /** Type of the event. */
  type: string;
  state: DeliveryState;
  /** When it is sent next; null where it is over. */
  nextAt: number | null;
  /** What is sent, as JSON. */
  body: string;
  /** Oldest first; the last 50. */
  attempts: DeliveryAttempt[];
  createdAt: number;
  finishedAt: number | null;
}

/** A row and its log as a delivery. */
export function deliveryOf(
  row: Selectable<WebhookDeliveryTable>,
  attempts: readonly Selectable<WebhookAttemptTable>[],
): Delivery {
  return {
    id: row.id,
    eventId: row.event_id,
    endpointId: row.endpoint_id,
    type: (JSON.parse(row.body) as { type: string }).type,
    state: row.state as DeliveryState,
    nextAt: row.next_at,
    body: row.body,
    attempts: attempts.map(({ delivery_id: _, ...attempt }) => attempt),
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}
