import type { Delivery } from '../../jobs/webhooks/delivery.js';
import type { Endpoint } from '../../jobs/webhooks/endpoint.js';
import type { WebhookDelivery, WebhookEndpoint } from '../schemas/webhook.js';
import { maybeTime, timeText } from './time.js';

/** A webhook endpoint as its owner sees it, without its secret. */
export function endpointView(endpoint: Endpoint): WebhookEndpoint {
  return {
    object: 'webhook_endpoint',
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    events: endpoint.events,
    enabled: endpoint.enabled,
    disabled_reason: endpoint.disabledReason,
    failing_since: maybeTime(endpoint.failingSince),
    old_secret_expires_at: maybeTime(endpoint.oldSecretExpiresAt),
    created_at: timeText(endpoint.createdAt),
  };
}

/** A delivery and its log, without what was sent. */
export function deliveryView(delivery: Delivery): WebhookDelivery {
  return {
    object: 'webhook_delivery',
    id: delivery.id,
    event_id: delivery.eventId,
    endpoint_id: delivery.endpointId,
    type: delivery.type,
    state: delivery.state,
    next_attempt_at: maybeTime(delivery.nextAt),
    attempts: delivery.attempts.map(({ at, ...attempt }) => ({ ...attempt, at: timeText(at) })),
    created_at: timeText(delivery.createdAt),
    finished_at: maybeTime(delivery.finishedAt),
  };
}
