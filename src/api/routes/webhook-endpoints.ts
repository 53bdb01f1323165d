import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { isId } from '../../jobs/id.js';
import type { Endpoint } from '../../jobs/webhooks/endpoint.js';
import type { EndpointChange } from '../../jobs/webhooks/endpoints.js';
import type { Webhooks } from '../../jobs/webhooks/webhooks.js';
import { callerOf, ownOnly, sees } from '../auth/caller.js';
import { Problem } from '../problem.js';
import { PAGING } from '../schemas/paging.js';
import {
  NewWebhookEndpointSchema,
  SecretRotationSchema,
  type WebhookEndpoint,
  WebhookEndpointChangeSchema,
  type WebhookEndpointList,
  WebhookEndpointListSchema,
  WebhookEndpointSchema,
  type WebhookEndpointWithSecret,
  WebhookEndpointWithSecretSchema,
  type WebhookSecret,
  WebhookSecretSchema,
} from '../schemas/webhook.js';
import { page, placeAfter } from '../views/page.js';
import { endpointView } from '../views/webhook-view.js';
import type { ApiRoutes } from './routes.js';

export const ENDPOINT_ID = Type.Object({
  id: Type.String({ examples: ['whe_01kb2x4v9e8x7m6y5z4w3q2r1t'] }),
});
const tags = ['webhooks'];

/** Registered where the service sends webhooks. */
export const webhookEndpoints: ApiRoutes = async (app, { services }) => {
  const { webhooks, options } = services;
  if (!webhooks) return;
  const { endpoints } = webhooks;
  const path = `${options.publicUrl}/v1/webhook-endpoints`;

  app.route({
    method: 'POST',
    url: '/v1/webhook-endpoints',
    config: { scope: 'submit' },
    schema: {
      operationId: 'createWebhookEndpoint',
      tags,
      summary: 'Have events posted to an address',
      description: 'It gets the events of the key that makes it, and no other’s.',
      body: NewWebhookEndpointSchema,
      response: { 201: WebhookEndpointWithSecretSchema },
    },
    handler: async (request, reply): Promise<WebhookEndpointWithSecret> => {
      const { keyId } = callerOf(request);
      const { endpoint, secret } = await endpoints.create({ ...request.body, keyId });
      secretive(reply).code(201).header('location', `${path}/${endpoint.id}`);
      return { ...endpointView(endpoint), secret };
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/webhook-endpoints',
    config: { scope: 'read' },
    schema: {
      operationId: 'listWebhookEndpoints',
      tags,
      summary: 'Webhook endpoints, newest first',
      querystring: Type.Object({ ...PAGING }, { additionalProperties: false }),
      response: { 200: WebhookEndpointListSchema },
    },
    handler: async (request, reply): Promise<WebhookEndpointList> => {
      const { limit = 20, after } = request.query;
      const filter = { ...ownOnly(callerOf(request)), ...placeAfter('whe', after) };
      const rows = await endpoints.list({ ...filter, limit: limit + 1 });
      return page(reply, path, { limit }, rows, endpointView);
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/webhook-endpoints/:id',
    config: { scope: 'read' },
    schema: {
      operationId: 'getWebhookEndpoint',
      tags,
      summary: 'A webhook endpoint',
      params: ENDPOINT_ID,
      response: { 200: WebhookEndpointSchema },
    },
    handler: async (request): Promise<WebhookEndpoint> =>
      endpointView(await endpointOf(webhooks, request, request.params.id)),
  });

  app.route({
    method: 'PATCH',
    url: '/v1/webhook-endpoints/:id',
    config: { scope: 'submit' },
    schema: {
      operationId: 'updateWebhookEndpoint',
      tags,
      summary: 'Change a webhook endpoint',
      params: ENDPOINT_ID,
      body: WebhookEndpointChangeSchema,
      response: { 200: WebhookEndpointSchema },
    },
    handler: async (request): Promise<WebhookEndpoint> => {
      const { id } = await endpointOf(webhooks, request, request.params.id);
      return endpointView(there(await endpoints.update(id, request.body as EndpointChange)));
    },
  });

  app.route({
    method: 'DELETE',
    url: '/v1/webhook-endpoints/:id',
    config: { scope: 'submit' },
    schema: {
      operationId: 'deleteWebhookEndpoint',
      tags,
      summary: 'Remove a webhook endpoint and its log',
      params: ENDPOINT_ID,
      response: { 204: Type.Null() },
    },
    handler: async (request, reply): Promise<null> => {
      const { id } = await endpointOf(webhooks, request, request.params.id);
      await endpoints.remove(id);
      reply.code(204);
      return null;
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/webhook-endpoints/:id/secret',
    // Whoever has it can pass for this service: reading jobs is not enough.
    config: { scope: 'submit' },
    schema: {
      operationId: 'getWebhookSecret',
      tags,
      summary: 'The secret that signs',
      params: ENDPOINT_ID,
      response: { 200: WebhookSecretSchema },
    },
    handler: async (request, reply): Promise<WebhookSecret> => {
      const { id } = await endpointOf(webhooks, request, request.params.id);
      secretive(reply);
      return { object: 'webhook_secret', secret: there(await endpoints.secret(id)) };
    },
  });

  app.route({
    method: 'POST',
    url: '/v1/webhook-endpoints/:id/rotate-secret',
    config: { scope: 'submit' },
    preValidation: async (request) => {
      request.body ??= {};
    },
    schema: {
      operationId: 'rotateWebhookSecret',
      tags,
      summary: 'A new secret',
      description: 'The old one signs beside it for a while; one before that stops at once.',
      params: ENDPOINT_ID,
      body: SecretRotationSchema,
      response: { 200: WebhookEndpointWithSecretSchema },
    },
    handler: async (request, reply): Promise<WebhookEndpointWithSecret> => {
      const { id } = await endpointOf(webhooks, request, request.params.id);
      const { overlap_s: seconds } = request.body;
      const overlap = seconds === undefined ? {} : { overlapMs: seconds * 1000 };
      const { endpoint, secret } = there(await endpoints.rotateSecret(id, overlap));
      secretive(reply);
      return { ...endpointView(endpoint), secret };
    },
  });
};

/** Nobody on the way keeps the answer. */
const secretive = (reply: FastifyReply) => reply.header('cache-control', 'no-store');

/**
 * An endpoint that the caller may see.
 *
 * @throws {Problem} `not_found`, also for another key's
 */
export async function endpointOf(
  { endpoints }: Webhooks,
  request: FastifyRequest,
  id: string,
): Promise<Endpoint> {
  const endpoint = isId('whe', id) ? await endpoints.get(id) : undefined;
  if (!endpoint || !sees(callerOf(request), endpoint.keyId)) throw gone();
  return endpoint;
}

/** What is there unless somebody removed it a moment ago. */
export function there<T>(found: T | undefined): T {
  if (found === undefined) throw gone();
  return found;
}

const gone = () => new Problem('not_found', 'there is no such webhook endpoint');
