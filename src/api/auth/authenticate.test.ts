import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApi, testApi } from '../testing/api.js';

describe('keys at the door', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await testApi();
  });
  afterAll(() => api.close());
  const get = (authorization?: string, remoteAddress = '192.0.2.1') =>
    api.app.inject({ url: '/v1/jobs', remoteAddress, headers: authorization ? { authorization } : {} });

  it('a request without a key is told how to send one', async () => {
    const answer = await get();
    expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  });

  it.each([
    'Bearer x',
    'Basic aGVsbG8=',
    'Bearer',
    `Bearer hs_${'a'.repeat(43)}`,
    `Bearer ${'a'.repeat(9000)}`,
  ])('refuses %.20s', async (authorization) => {
    const answer = await get(authorization);
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  it('a key does what its scopes say', async () => {
    const { authorization } = await api.as({ scopes: ['submit'] });
    const answer = await get(authorization);
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden']);
    expect(answer.json().detail).toContain('read');
  });

  it('an open service takes nothing from pages of other sites', async () => {
    const open = await testApi({ options: { open: true } });
    const post = (site?: string) =>
      open.app.inject({
        method: 'POST',
        url: '/v1/images',
        payload: { source_url: 'https://a.example/x' },
        headers: site ? { 'sec-fetch-site': site } : {},
      });
    expect((await post('cross-site')).statusCode).toBe(403);
    expect((await post('same-origin')).statusCode).toBe(202);
    expect((await post()).statusCode).toBe(202);
    await open.close();
  });

  it('an address that guesses is stopped before the database is asked; a good key still works there', async () => {
    const { authorization } = await api.as();
    const guesser = '198.51.100.7';
    expect((await get(authorization, guesser)).statusCode).toBe(200);
    for (let i = 0; i < 20; i++) expect((await get('Bearer nonsense', guesser)).statusCode).toBe(401);
    const stopped = await get('Bearer nonsense', guesser);
    expect([stopped.statusCode, stopped.json().code]).toEqual([429, 'too_many_tries']);
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
    expect((await get(authorization, guesser)).statusCode).toBe(200);
    expect((await get('Bearer nonsense', '198.51.100.8')).statusCode).toBe(401);
  });
});
