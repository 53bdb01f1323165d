import Type from 'typebox';
import { PROBLEM_HTML } from '../problem-page.js';
import type { ApiRoutes } from './routes.js';

export const openapi: ApiRoutes = async (app) => {
  app.route({
    method: 'GET',
    url: '/openapi.json',
    config: { scope: 'public' },
    schema: {
      operationId: 'getOpenApi',
      tags: ['service'],
      summary: 'This document',
      response: { 200: Type.Unsafe<object>({ type: 'object' }) },
    },
    handler: async () => app.swagger(),
  });

  app.route({
    method: 'GET',
    url: '/problems',
    config: { scope: 'public' },
    schema: {
      operationId: 'getProblems',
      tags: ['service'],
      summary: 'Every problem’s code explained',
      response: { 200: Type.Unsafe<string>({ description: 'A page.', 'x-media-types': ['text/html'] }) },
    },
    handler: async (_request, reply) => {
      reply.type('text/html; charset=utf-8').header('content-security-policy', "default-src 'none'");
      return PROBLEM_HTML;
    },
  });
};
