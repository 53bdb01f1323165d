import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { isId } from '../../jobs/id.js';
import { DELIVERY_STATES, type Delivery } from '../../jobs/webhooks/delivery.js';
import type { Webhooks } from '../../jobs/webhooks/webhooks.js';
import { callerOf, sees } from '../auth/caller.js';
import { Problem } from '../problem.js';
import { oneOf } from '../schemas/one-of.js';
import { PAGING } from '../schemas/paging.js';
import {
  type WebhookDelivery,
  type WebhookDeliveryList,
  WebhookDeliveryListSchema,
  WebhookDeliverySchema,
  type WebhookDeliveryWithBody,
  WebhookDeliveryWithBodySchema,
} from '../schemas/webhook.js';
import { page, placeAfter } from '../views/page.js';
import { deliveryView } from '../views/webhook-view.js';
import type { ApiRoutes } from './routes.js';
import { ENDPOINT_ID, endpointOf, there } from './webhook-endpoints.js';

const DELIVERY_ID = Type.Object({ id: Type.String({ examples: ['dlv_01kb2x4v9e8x7m6y5z4w3q2r1t'] }) });
const tags = ['webhooks'];

/** Registered where the service sends webhooks. */
export const webhookDeliveries: ApiRoutes = async (app, { services }) => {
  const { webhooks, options } = services;
  if (!webhooks) return;
  const { deliveries } = webhooks;

  app.route({
    method: 'POST',
    url: '/v1/webhook-endpoints/:id/test',
    config: { scope: 'submit' },
    schema: {
      operationId: 'testWebhookEndpoint',
      tags,
      summary: 'Send an event of the type webhook.test',
      description: 'Whatever types the endpoint asked for. Its delivery tells what came of it.',
      params: ENDPOINT_ID,
      response: { 202: WebhookDeliverySchema },
    },
    handler: async (request, reply): Promise<WebhookDelivery> => {
      const { id } = await endpointOf(webhooks, request, request.params.id);
      const delivery = there(await deliveries.sendTest(id));
      reply.code(202).header('location', `${options.publicUrl}/v1/webhook-deliveries/${delivery.id}`);
      return deliveryView(delivery);
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/webhook-endpoints/:id/deliveries',
    config: { scope: 'read' },
    schema: {
      operationId: 'listWebhookDeliveries',
      tags,
      summary: 'What was sent to an endpoint, newest first',
      params: ENDPOINT_ID,
      querystring: Type.Object(
        { ...PAGING, state: Type.Optional(oneOf(DELIVERY_STATES)) },
        { additionalProperties: false },
      ),
      response: { 200: WebhookDeliveryListSchema },
    },
    handler: async (request, reply): Promise<WebhookDeliveryList> => {
      const { limit = 20, after, state } = request.query;
      const { id: endpointId } = await endpointOf(webhooks, request, request.params.id);
      const filter = { ...placeAfter('dlv', after), ...(state ? { state } : {}) };
      const rows = await deliveries.list({ endpointId, ...filter, limit: limit + 1 });
      const path = `${options.publicUrl}/v1/webhook-endpoints/${endpointId}/deliveries`;
      return page(reply, path, { limit, state }, rows, deliveryView);
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/webhook-deliveries/:id',
    config: { scope: 'read' },
    schema: {
      operationId: 'getWebhookDelivery',
      tags,
      summary: 'A delivery, with its log and what is sent',
      params: DELIVERY_ID,
      response: { 200: WebhookDeliveryWithBodySchema },
    },
    handler: async (request): Promise<WebhookDeliveryWithBody> => {
      const delivery = await deliveryOf(webhooks, request, request.params.id);
      return { ...deliveryView(delivery), body: delivery.body };
    },
  });

  app.route({
    method: 'POST',
    url: '/v1/webhook-deliveries/:id/redeliver',
    config: { scope: 'submit' },
    schema: {
      operationId: 'redeliverWebhook',
      tags,
      summary: 'Send a delivery again',
      description: 'Now, with all its attempts and the same `webhook-id`, whatever became of it.',
      params: DELIVERY_ID,
      response: { 202: WebhookDeliverySchema },
    },
    handler: async (request, reply): Promise<WebhookDelivery> => {
      const { id } = await deliveryOf(webhooks, request, request.params.id);
      reply.code(202);
      return deliveryView((await deliveries.redeliver(id)) ?? gone());
    },
  });
};

/**
 * A delivery of an endpoint that the caller may see.
 *
 * @throws {Problem} `not_found`, also for another key's
 */
async function deliveryOf(
  { deliveries, endpoints }: Webhooks,
  request: FastifyRequest,
  id: string,
): Promise<Delivery> {
  const delivery = isId('dlv', id) ? await deliveries.get(id) : undefined;
  const endpoint = delivery && (await endpoints.get(delivery.endpointId));
  return endpoint && sees(callerOf(request), endpoint.keyId) ? delivery : gone();
}

function gone(): never {
  throw new Problem('not_found', 'there is no such delivery');
}
