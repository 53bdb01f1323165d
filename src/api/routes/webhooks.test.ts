import type { InjectOptions } from 'fastify';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ERRORS, type ErrorCode } from '../../engine/errors.js';
import { newId } from '../../jobs/id.js';
import { type TestStore, testStores } from '../../jobs/testing/stores.js';
import { publicError } from '../../jobs/webhooks/public-error.js';
import { newSecret } from '../../jobs/webhooks/secret.js';
import { failedJob } from '../../jobs/webhooks/testing/happenings.js';
import { type Receiver, receiver } from '../../jobs/webhooks/testing/receiver.js';
import { Webhooks } from '../../jobs/webhooks/webhooks.js';
import { STATUS_OF_ERROR } from '../problems.js';
import { type TestApi, testApi } from '../testing/api.js';

const PATIENCE = 20_000;
const url = 'https://shop.example/hooks';

describe.each(await testStores())('webhooks over HTTP on $name', ({ make }) => {
  let test: TestStore;
  let api: TestApi;
  let webhooks: Webhooks;
  let shop: Receiver;
  beforeAll(async () => {
    test = await make();
    shop = await receiver();
    webhooks = new Webhooks({ store: test.store, publicUrl: 'https://hero.example', allowPrivate: true });
    api = await testApi({ store: test.store, webhooks, options: { publicUrl: 'https://hero.example' } });
  });
  afterAll(async () => {
    await webhooks.stop({ limitMs: 0 });
    await api.close();
    await shop.close();
    await test.remove();
  });

  /** Somebody with a key who asks. */
  const somebody = async (...scopes: ('submit' | 'read' | 'admin')[]) => {
    const { authorization, keyId } = await api.as(scopes.length > 0 ? { scopes } : {});
    const ask = async (method: InjectOptions['method'], path: string, payload?: object) => {
      const options = { method, url: `/v1/${path}`, headers: { authorization } } as InjectOptions;
      const answer = await api.app.inject(payload ? { ...options, payload } : options);
      return { status: answer.statusCode, headers: answer.headers, body: answer.body ? answer.json() : null };
    };
    const made = async (more = {}) => (await ask('POST', 'webhook-endpoints', { url, ...more })).body;
    return { ask, made, keyId };
  };

  it('an endpoint is made, told with its secret, changed and removed', async () => {
    const { ask } = await somebody();
    const asked = { url, description: 'Lager', events: ['job.failed'] };
    const created = await ask('POST', 'webhook-endpoints', asked);
    expect(created).toMatchObject({
      status: 201,
      headers: { 'cache-control': 'no-store', location: expect.stringContaining('https://hero.example/v1/') },
      body: { object: 'webhook_endpoint', ...asked, enabled: true, secret: expect.stringMatching(/^whsec_/) },
    });
    const { secret, ...endpoint } = created.body;
    const path = `webhook-endpoints/${endpoint.id}`;
    expect((await ask('GET', path)).body).toEqual(endpoint);
    expect((await ask('GET', 'webhook-endpoints')).body.data).toEqual([endpoint]);
    expect((await ask('GET', `${path}/secret`)).body).toEqual({ object: 'webhook_secret', secret });
    const changed = await ask('PATCH', path, { events: [], enabled: false });
    expect(changed).toMatchObject({
      status: 200,
      body: { events: [], enabled: false, description: 'Lager' },
    });
    expect(await ask('DELETE', path)).toMatchObject({ status: 204, body: null });
    expect((await ask('GET', path)).status).toBe(404);
    expect((await ask('DELETE', path)).status).toBe(404);
  });

  it('a secret of one’s own is taken, and rotated with or without an overlap', async () => {
    const { ask, made } = await somebody();
    const secret = newSecret();
    const { id } = await made({ secret });
    const path = `webhook-endpoints/${id}`;
    expect((await ask('GET', `${path}/secret`)).body.secret).toBe(secret);
    const rotated = await ask('POST', `${path}/rotate-secret`);
    expect(rotated).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    const left = Date.parse(rotated.body.old_secret_expires_at) - Date.now();
    expect(Math.abs(left - 24 * 3600_000)).toBeLessThan(60_000);
    expect((await ask('GET', `${path}/secret`)).body.secret).toBe(rotated.body.secret);
    const stopped = await ask('POST', `${path}/rotate-secret`, { overlap_s: 0 });
    expect(stopped.body.old_secret_expires_at).toBeNull();
  });

  it.each([
    [{}, 'validation', '/url'],
    [{ url: 7 }, 'validation', '/url'],
    [{ url, events: ['job.exploded'] }, 'validation', '/events/0'],
    [{ url, events: 'job.failed' }, 'validation', '/events'],
    [{ url, key_id: 'key_other' }, 'validation', '/key_id'],
    [{ url, secret: 'hunter2' }, 'validation', '/secret'],
    [{ url, description: 'x'.repeat(501) }, 'validation', '/description'],
    [{ url, secret: 'whsec_c2hvcnQ=' }, 'bad_option', undefined],
    [{ url: 'ftp://shop.example/' }, 'webhook_url_refused', undefined],
    [{ url: 'https://169.254.169.254/' }, 'webhook_url_refused', undefined],
    [{ url: 'https://me:secret@shop.example/' }, 'webhook_url_refused', undefined],
    [{ url: 'https://shop.example/#' }, 'webhook_url_refused', undefined],
  ])('%j is refused as %s', async (asked, code, pointer) => {
    const { ask } = await somebody();
    const { status, headers, body } = await ask('POST', 'webhook-endpoints', asked);
    expect([status, body.code]).toEqual([code === 'validation' ? 400 : 422, code]);
    expect(headers['content-type']).toContain('application/problem+json');
    if (pointer) expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    expect(JSON.stringify(body)).not.toContain('hunter2');
    expect((await ask('GET', 'webhook-endpoints')).body.data).toEqual([]);
  });

  it('lists go by pages', async () => {
    const { ask, made } = await somebody();
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push((await made()).id);
    const first = await ask('GET', 'webhook-endpoints?limit=2');
    expect(first.body.data).toHaveLength(2);
    expect(first.body.next).toContain('https://hero.example/v1/webhook-endpoints?limit=2&after=whe_');
    const rest = await ask('GET', first.body.next.slice('https://hero.example/v1/'.length));
    const all = [...first.body.data, ...rest.body.data].map(({ id }: { id: string }) => id);
    expect(all.sort()).toEqual(ids.sort());
    expect((await ask('GET', 'webhook-endpoints?after=job_x')).status).toBe(400);
  });

  it('another key finds nothing, whatever it asks; an administrator finds everything', async () => {
    const owner = await somebody();
    const { id } = await owner.made({ url: shop.url });
    const delivery = (await owner.ask('POST', `webhook-endpoints/${id}/test`)).body.id;
    const paths = [
      ['GET', `webhook-endpoints/${id}`],
      ['GET', `webhook-endpoints/${id}/secret`],
      ['GET', `webhook-endpoints/${id}/deliveries`],
      ['GET', `webhook-deliveries/${delivery}`],
      ['PATCH', `webhook-endpoints/${id}`],
      ['POST', `webhook-endpoints/${id}/rotate-secret`],
      ['POST', `webhook-endpoints/${id}/test`],
      ['POST', `webhook-deliveries/${delivery}/redeliver`],
      ['DELETE', `webhook-endpoints/${id}`],
    ] as const;
    const stranger = await somebody();
    const admin = await somebody('admin');
    for (const [method, path] of paths) {
      const payload = method === 'PATCH' ? { description: 'mine' } : undefined;
      expect((await stranger.ask(method, path, payload)).status, `${method} ${path}`).toBe(404);
    }
    expect((await stranger.ask('GET', 'webhook-endpoints')).body.data).toEqual([]);
    const known = (await admin.ask('GET', 'webhook-endpoints?limit=100')).body.data;
    expect(known.map((endpoint: { id: string }) => endpoint.id)).toContain(id);
    for (const [method, path] of paths) {
      const payload = method === 'PATCH' ? { description: 'seen' } : undefined;
      expect((await admin.ask(method, path, payload)).status, `${method} ${path}`).toBeLessThan(300);
    }
  });

  it('a key that only reads sees endpoints and logs, and neither secrets nor buttons', async () => {
    const { authorization, keyId } = await api.as({ scopes: ['read'] });
    const { endpoint } = await webhooks.endpoints.create({ keyId, url: shop.url });
    const delivery = await webhooks.deliveries.sendTest(endpoint.id);
    const status = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string) => {
      const payload = method === 'PATCH' ? { payload: {} } : {};
      return (await api.app.inject({ method, url: path, headers: { authorization }, ...payload })).statusCode;
    };
    const base = `/v1/webhook-endpoints/${endpoint.id}`;
    for (const path of [base, `${base}/deliveries`, `/v1/webhook-deliveries/${delivery?.id}`])
      expect(await status('GET', path), path).toBe(200);
    expect(await status('GET', `${base}/secret`)).toBe(403);
    expect(await status('PATCH', base)).toBe(403);
    expect(await status('DELETE', base)).toBe(403);
    for (const path of ['/v1/webhook-endpoints', `${base}/test`, `${base}/rotate-secret`])
      expect(await status('POST', path), path).toBe(403);
  });

  it('an administrator’s endpoint gets the administrator’s own events and no other’s', async () => {
    const admin = await somebody('admin');
    const other = await somebody();
    const { id } = await admin.made({ url: shop.url });
    await failedJob(test.store, { keyId: other.keyId });
    const mine = await failedJob(test.store, { keyId: admin.keyId });
    webhooks.start({ everyMs: 60_000 });
    const sent = async () => (await admin.ask('GET', `webhook-endpoints/${id}/deliveries`)).body.data;
    await vi.waitFor(async () => expect(await sent()).toMatchObject([{ state: 'delivered' }]), PATIENCE);
    expect(shop.got.filter(({ body }) => body.includes(mine))).toHaveLength(1);
  });

  it('a test goes out, its delivery tells what came of it, and it can be sent again', async () => {
    const { ask, made } = await somebody();
    const { id, secret } = await made({ url: shop.url });
    webhooks.start({ everyMs: 60_000 });
    const test = await ask('POST', `webhook-endpoints/${id}/test`);
    expect(test).toMatchObject({ status: 202, body: { type: 'webhook.test', endpoint_id: id } });
    const path = `webhook-deliveries/${test.body.id}`;
    const delivered = async (attempts: number) => {
      const { body } = await ask('GET', path);
      expect(body).toMatchObject({ state: 'delivered', next_attempt_at: null });
      expect(body.attempts).toHaveLength(attempts);
      return body;
    };
    const { body, event_id, attempts } = await vi.waitFor(() => delivered(1), PATIENCE);
    const [received] = shop.got.filter(({ headers }) => headers['webhook-id'] === event_id);
    expect(new Webhook(secret).verify(received.body, received.headers)).toEqual(JSON.parse(body));
    expect(attempts).toMatchObject([{ attempt: 1, status: 200, error: null }]);
    expect((await ask('POST', `${path}/redeliver`)).status).toBe(202);
    await vi.waitFor(() => delivered(2), PATIENCE);
    const log = (await ask('GET', `webhook-endpoints/${id}/deliveries?state=delivered`)).body.data;
    expect(log).toMatchObject([{ id: test.body.id }]);
    expect(log[0].body).toBeUndefined();
  });

  it('nothing is sent to an endpoint that is disabled', async () => {
    const { ask, made } = await somebody();
    const { id } = await made();
    await ask('PATCH', `webhook-endpoints/${id}`, { enabled: false });
    const { status, body } = await ask('POST', `webhook-endpoints/${id}/test`);
    expect([status, body.code]).toEqual([409, 'endpoint_disabled']);
  });

  it('what is not there is not found', async () => {
    const { ask } = await somebody();
    for (const path of [
      `webhook-endpoints/${newId('whe')}`,
      'webhook-endpoints/x',
      `webhook-endpoints/${newId('job')}/deliveries`,
      `webhook-deliveries/${newId('dlv')}`,
      "webhook-deliveries/' or 1=1",
    ])
      expect((await ask('GET', encodeURI(path))).status, path).toBe(404);
  });
});

it('a service that sends no webhooks has no routes for them', async () => {
  const api = await testApi({ webhooks: undefined, options: { open: true } } as never);
  expect((await api.app.inject('/v1/webhook-endpoints')).statusCode).toBe(404);
  await api.close();
});

it('a fault of ours is told by webhooks in as few words as by the API', () => {
  for (const code of Object.keys(ERRORS) as ErrorCode[]) {
    const ours = [500, 503, 507].includes(STATUS_OF_ERROR[code]) && code !== 'gave_up';
    const { message } = publicError({ code, message: 'cannot write /srv/secret' });
    expect(message.includes('/srv/secret'), code).toBe(!ours);
  }
});
