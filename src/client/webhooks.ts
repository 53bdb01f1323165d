import type {
  NewWebhookEndpoint,
  SecretRotation,
  WebhookDelivery,
  WebhookDeliveryList,
  WebhookDeliveryWithBody,
  WebhookEndpoint,
  WebhookEndpointChange,
  WebhookEndpointList,
  WebhookEndpointWithSecret,
  WebhookSecret,
} from '../api/schemas/webhook.js';
import type { Listing } from './client.js';
import type { Call, Transport } from './transport.js';

/** Addresses to which the service posts what happens. */
export class Webhooks {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The secret is in the answer: the receiver needs it. */
  create(endpoint: NewWebhookEndpoint): Promise<WebhookEndpointWithSecret> {
    return this.#transport.json({ method: 'POST', path: '/v1/webhook-endpoints', body: endpoint });
  }

  list(query: Omit<Listing, 'state'> = {}): Promise<WebhookEndpointList> {
    return this.#transport.json({ method: 'GET', path: '/v1/webhook-endpoints', query: { ...query } });
  }

  get(id: string): Promise<WebhookEndpoint> {
    return this.#transport.json({ method: 'GET', path: endpointPath(id) });
  }

  update(id: string, change: WebhookEndpointChange): Promise<WebhookEndpoint> {
    return this.#transport.json({ method: 'PATCH', path: endpointPath(id), body: change });
  }

  /** Remove an endpoint and its log. */
  async delete(id: string): Promise<void> {
    await this.#transport.send({ method: 'DELETE', path: endpointPath(id) });
  }

  async secret(id: string): Promise<string> {
    const call: Call = { method: 'GET', path: `${endpointPath(id)}/secret` };
    return (await this.#transport.json<WebhookSecret>(call)).secret;
  }

  /** A new secret; the old one signs beside it for a while. */
  rotateSecret(id: string, how: SecretRotation = {}): Promise<WebhookEndpointWithSecret> {
    return this.#transport.json({ method: 'POST', path: `${endpointPath(id)}/rotate-secret`, body: how });
  }

  /** Send an event of the type `webhook.test`. */
  test(id: string): Promise<WebhookDelivery> {
    return this.#transport.json({ method: 'POST', path: `${endpointPath(id)}/test` });
  }

  /** What was sent to an endpoint, newest first. */
  deliveries(id: string, query: Listing<WebhookDelivery['state']> = {}): Promise<WebhookDeliveryList> {
    return this.#transport.json({
      method: 'GET',
      path: `${endpointPath(id)}/deliveries`,
      query: { ...query },
    });
  }

  /** A delivery with what is sent. */
  delivery(id: string): Promise<WebhookDeliveryWithBody> {
    return this.#transport.json({ method: 'GET', path: deliveryPath(id) });
  }

  /** Send a delivery again, now. */
  redeliver(id: string): Promise<WebhookDelivery> {
    return this.#transport.json({ method: 'POST', path: `${deliveryPath(id)}/redeliver` });
  }
}

const endpointPath = (id: string) => `/v1/webhook-endpoints/${encodeURIComponent(id)}`;
const deliveryPath = (id: string) => `/v1/webhook-deliveries/${encodeURIComponent(id)}`;
