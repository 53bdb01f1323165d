import Type, { type Static } from 'typebox';
import { EVENT_TYPES } from '../../jobs/store/events.js';
import { DELIVERY_STATES } from '../../jobs/webhooks/delivery.js';
import { DISABLED_REASONS } from '../../jobs/webhooks/endpoint.js';
import { nullable, TimeSchema } from './job.js';
import { oneOf } from './one-of.js';

const DAY_S = 24 * 3600;

const URL_FIELD = Type.String({
  minLength: 1,
  maxLength: 2048,
  description: 'Where events are posted: https, on the public internet, without user, password or fragment.',
  examples: ['https://shop.example/hooks/heroshot'],
});
const ASKED = {
  description: Type.Optional(Type.String({ maxLength: 500 })),
  events: Type.Optional(
    Type.Array(oneOf(EVENT_TYPES), {
      maxItems: 50,
      description: 'Types that are sent; empty (default): all.',
    }),
  ),
} as const;

export const NewWebhookEndpointSchema = Type.Object(
  {
    url: URL_FIELD,
    ...ASKED,
    secret: Type.Optional(
      Type.String({
        pattern: '^whsec_[A-Za-z0-9+/]+={0,2}$',
        maxLength: 100,
        description: 'One of yours: `whsec_` and 24 to 64 bytes in base64. Left out: a new one.',
      }),
    ),
  },
  { title: 'NewWebhookEndpoint', additionalProperties: false },
);
/** What an endpoint is made of. */
export type NewWebhookEndpoint = Static<typeof NewWebhookEndpointSchema>;

export const WebhookEndpointChangeSchema = Type.Object(
  {
    url: Type.Optional(URL_FIELD),
    ...ASKED,
    enabled: Type.Optional(
      Type.Boolean({
        description:
          'False: nothing is sent, and what waits fails. True: a new start for one that was disabled.',
      }),
    ),
  },
  { title: 'WebhookEndpointChange', additionalProperties: false },
);
/** What is changed of an endpoint. */
export type WebhookEndpointChange = Static<typeof WebhookEndpointChangeSchema>;

export const SecretRotationSchema = Type.Object(
  {
    overlap_s: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 7 * DAY_S,
        description: 'Seconds for which the old secret signs too; a day by default, 0 where others know it.',
      }),
    ),
  },
  { title: 'SecretRotation', additionalProperties: false },
);
/** How a secret is rotated. */
export type SecretRotation = Static<typeof SecretRotationSchema>;

const ENDPOINT = {
  object: Type.Literal('webhook_endpoint'),
  id: Type.String({ examples: ['whe_01kb2x4v9e8x7m6y5z4w3q2r1t'] }),
  url: Type.String(),
  description: Type.String(),
  events: Type.Array(oneOf(EVENT_TYPES), { description: 'Empty: all.' }),
  enabled: Type.Boolean(),
  disabled_reason: nullable(
    oneOf(DISABLED_REASONS, {
      description: '`gone`: it answered 410. `failing`: every attempt failed for five days. Null: by hand.',
    }),
  ),
  failing_since: nullable(TimeSchema),
  old_secret_expires_at: nullable(TimeSchema),
  created_at: TimeSchema,
} as const;

export const WebhookEndpointSchema = Type.Object(ENDPOINT, {
  title: 'WebhookEndpoint',
  description: 'An address to which the events of its key are posted.',
});
/** An address to which events are posted. */
export type WebhookEndpoint = Static<typeof WebhookEndpointSchema>;

export const WebhookEndpointWithSecretSchema = Type.Object(
  { ...ENDPOINT, secret: Type.String({ description: '`whsec_…`; keep it where the receiver finds it.' }) },
  { title: 'WebhookEndpointWithSecret' },
);
/** An endpoint as its maker is told of it. */
export type WebhookEndpointWithSecret = Static<typeof WebhookEndpointWithSecretSchema>;

export const WebhookSecretSchema = Type.Object(
  { object: Type.Literal('webhook_secret'), secret: Type.String() },
  { title: 'WebhookSecret' },
);
/** The secret that signs. */
export type WebhookSecret = Static<typeof WebhookSecretSchema>;

export const WebhookEndpointListSchema = Type.Object(
  {
    object: Type.Literal('list'),
    data: Type.Array(WebhookEndpointSchema),
    has_more: Type.Boolean(),
    next: nullable(Type.String()),
  },
  { title: 'WebhookEndpointList' },
);
/** A page of endpoints. */
export type WebhookEndpointList = Static<typeof WebhookEndpointListSchema>;

const DELIVERY = {
  object: Type.Literal('webhook_delivery'),
  id: Type.String({ examples: ['dlv_01kb2x4v9e8x7m6y5z4w3q2r1t'] }),
  event_id: Type.String({ description: 'The `webhook-id` header.' }),
  endpoint_id: Type.String(),
  type: Type.String({ examples: ['job.succeeded'] }),
  state: oneOf(DELIVERY_STATES),
  next_attempt_at: nullable(TimeSchema),
  attempts: Type.Array(
    Type.Object(
      {
        attempt: Type.Integer(),
        at: TimeSchema,
        milliseconds: Type.Integer(),
        status: nullable(Type.Integer({ description: 'HTTP status; null where there was no answer.' })),
        error: nullable(Type.String({ description: 'Why there was no answer; see docs/webhooks.md.' })),
      },
      { title: 'WebhookAttempt' },
    ),
    { description: 'Oldest first; the last 50.' },
  ),
  created_at: TimeSchema,
  finished_at: nullable(TimeSchema),
} as const;

export const WebhookDeliverySchema = Type.Object(DELIVERY, {
  title: 'WebhookDelivery',
  description: 'An event on its way to an endpoint.',
});
/** An event on its way to an endpoint. */
export type WebhookDelivery = Static<typeof WebhookDeliverySchema>;

export const WebhookDeliveryWithBodySchema = Type.Object(
  { ...DELIVERY, body: Type.String({ description: 'What is sent, to the byte.' }) },
  { title: 'WebhookDeliveryWithBody' },
);
/** A delivery with what is sent. */
export type WebhookDeliveryWithBody = Static<typeof WebhookDeliveryWithBodySchema>;

export const WebhookDeliveryListSchema = Type.Object(
  {
    object: Type.Literal('list'),
    data: Type.Array(WebhookDeliverySchema),
    has_more: Type.Boolean(),
    next: nullable(Type.String()),
  },
  { title: 'WebhookDeliveryList' },
);
/** A page of deliveries. */
export type WebhookDeliveryList = Static<typeof WebhookDeliveryListSchema>;
