import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenApi } from '../openapi/complete.js';
import { type TestApi, testApi } from '../testing/api.js';

describe('the OpenAPI document', () => {
  let api: TestApi;
  let document: OpenApi;
  beforeAll(async () => {
    api = await testApi();
    document = (await api.app.inject('/openapi.json')).json();
  });
  afterAll(() => api.close());
  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );

  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document) as never);
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(document.openapi).toBe('3.1.0');
  });

  it('has every route, each with its own operationId, a summary and its problems', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(ids).toEqual([...new Set(ids)]);
    for (const { operation, path } of operations()) {
      expect(operation.operationId, path).toMatch(/^[a-z][A-Za-z]+$/);
      expect(operation.summary, path).toBeTruthy();
      expect(operation.responses.default?.content, path).toHaveProperty('application/problem+json');
    }
    const routes = api.app.printRoutes({ commonPrefix: false }).match(/\((?:[A-Z]+, )*[A-Z]+\)/g) ?? [];
    const count = routes.flatMap((row) => row.match(/\b(GET|POST|PUT|PATCH|DELETE)\b/g) ?? []).length;
    expect(operations()).toHaveLength(count);
  });

  it('says where a key is needed, and with which scope', () => {
    const open = operations().filter(({ operation }) => (operation.security as []).length === 0);
    expect(open.map(({ path }) => path).sort()).toEqual([
      '/healthz',
      '/metrics',
      '/openapi.json',
      '/problems',
      '/readyz',
    ]);
    expect(document.paths['/v1/images'].post.description).toContain('`submit`');
  });

  it('names bodies in both forms, and refers to schemas by name', () => {
    const { requestBody } = document.paths['/v1/images'].post as unknown as {
      requestBody: { content: Record<string, { schema: object }> };
    };
    expect(requestBody.content['application/json'].schema).toEqual({
      $ref: '#/components/schemas/ImageRequest',
    });
    expect(requestBody.content['multipart/form-data'].schema).toMatchObject({ required: ['file'] });
    for (const name of ['Job', 'JobList', 'Batch', 'Problem', 'Audit', 'DryRun', 'BatchProgress'])
      expect(Object.keys(document.components.schemas)).toContain(name);
  });

  it('has a page that explains every code', async () => {
    const page = await api.app.inject('/problems');
    expect(page.headers['content-type']).toContain('text/html');
    const problem = (await api.app.inject('/v1/jobs')).json();
    const [path, code] = problem.type.split('#');
    expect([path, page.body.includes(`id="${code}"`)]).toEqual(['/problems', true]);
  });
});
