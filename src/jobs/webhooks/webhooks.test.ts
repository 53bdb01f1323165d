import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { resolver } from '../../catalog/remote/testing/server.js';
import { newId } from '../id.js';
import { type TestStore, testStores } from '../testing/stores.js';
import type { AttemptEnd } from './sender.js';
import { failedJob } from './testing/happenings.js';
import { type Receiver, receiver } from './testing/receiver.js';
import { Webhooks, type WebhooksOptions } from './webhooks.js';

const PATIENCE = 20_000;

describe.each(await testStores())('webhooks on $name', ({ make }) => {
  let test: TestStore;
  let shop: Receiver;
  let ends: AttemptEnd[] = [];
  const open: Webhooks[] = [];
  beforeAll(async () => {
    test = await make();
    shop = await receiver();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((webhooks) => webhooks.stop({ limitMs: 0 })));
    await test.store.db.deleteFrom('webhook_endpoint').execute();
    await test.store.db.deleteFrom('webhook_delivery').execute();
    shop.got.splice(0);
    shop.react = 200;
    ends = [];
  });
  afterAll(async () => {
    await shop.close();
    await test.remove();
  });

  /** Rounds come when the test wakes them, or something ends; not by the clock. */
  const started = (more: Partial<WebhooksOptions> = {}) => {
    const webhooks = new Webhooks({
      store: test.store,
      publicUrl: 'https://pictures.example/',
      allowPrivate: true,
      onOutcome: (end) => ends.push(end),
      ...more,
    });
    open.push(webhooks);
    webhooks.start({ everyMs: 60_000 });
    return webhooks;
  };
  const ended = (count: number) => vi.waitFor(() => expect(ends).toHaveLength(count), PATIENCE);

  it('send what happens as soon as they are woken', async () => {
    const webhooks = started();
    const keyId = newId('key');
    const { secret } = await webhooks.endpoints.create({ keyId, url: shop.url });
    const id = await failedJob(test.store, { keyId });
    webhooks.wake();
    await ended(1);
    const [{ body, headers }] = shop.got;
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      data: { id, url: `https://pictures.example/v1/jobs/${id}` },
    });
    expect(ends).toMatchObject([{ outcome: 'delivered', status: 200, error: null }]);
  });

  it('look by themselves every so often', async () => {
    const webhooks = started();
    const keyId = newId('key');
    await webhooks.endpoints.create({ keyId, url: shop.url });
    await failedJob(test.store, { keyId });
    webhooks.start({ everyMs: 20 });
    await ended(1);
    await failedJob(test.store, { keyId });
    await ended(2);
  });

  it('send a test and what is sent again without being woken', async () => {
    const webhooks = started();
    const { endpoint } = await webhooks.endpoints.create({ keyId: null, url: shop.url });
    const delivery = await webhooks.deliveries.sendTest(endpoint.id);
    await ended(1);
    await webhooks.deliveries.redeliver(delivery?.id ?? '');
    await ended(2);
    expect(shop.got[0].headers['webhook-id']).toBe(shop.got[1].headers['webhook-id']);
  });

  it('send much more than fits at once, without being woken again', async () => {
    const webhooks = started();
    const keyId = newId('key');
    for (let i = 0; i < 6; i++) await webhooks.endpoints.create({ keyId, url: `${shop.url}/${i}` });
    for (let i = 0; i < 10; i++) await failedJob(test.store, { keyId });
    webhooks.wake();
    await ended(60);
  });

  it('go on with another process where one was stopped between two attempts', async () => {
    let now = Date.now();
    const clock = () => now;
    const first = started({ clock });
    const { endpoint, secret } = await first.endpoints.create({ keyId: null, url: shop.url });
    shop.react = 500;
    await first.deliveries.sendTest(endpoint.id);
    await ended(1);
    await first.stop();
    now += 6000;
    shop.react = 200;
    started({ clock });
    await ended(2);
    const [one, two] = shop.got.map(({ headers }) => headers);
    expect(two['webhook-id']).toBe(one['webhook-id']);
    expect(new Webhook(secret).verify(shop.got[1].body, two)).toBeTruthy();
  });

  it('send nothing after they were stopped', async () => {
    const webhooks = started();
    const { endpoint } = await webhooks.endpoints.create({ keyId: null, url: shop.url });
    await webhooks.stop();
    await webhooks.deliveries.sendTest(endpoint.id);
    webhooks.wake();
    started();
    await ended(1);
    expect(shop.got).toHaveLength(1);
  });

  it('tell of a database that fails, and go on when it is back', async () => {
    const onFault = vi.fn();
    const webhooks = started({ onFault });
    const { endpoint } = await webhooks.endpoints.create({ keyId: null, url: shop.url });
    const broken = vi.spyOn(test.store.events, 'toFanOut').mockRejectedValueOnce(new Error('no database'));
    webhooks.wake();
    await vi.waitFor(() => expect(onFault).toHaveBeenCalledTimes(1), PATIENCE);
    broken.mockRestore();
    await webhooks.deliveries.sendTest(endpoint.id);
    await ended(1);
  });

  describe('do not reach into private networks', () => {
    const local = () => `${shop.url.replace('127.0.0.1', 'shop.example')}`;
    /** An endpoint that was saved when more was allowed. */
    const saved = async (url: string) =>
      (
        await new Webhooks({ store: test.store, publicUrl: '', allowPrivate: true }).endpoints.create({
          keyId: null,
          url,
        })
      ).endpoint.id;

    it.each([
      ['the address is one, and private ones were allowed when it was saved', () => shop.url, {}],
      [
        'the name leads to one',
        local,
        { allowHttp: true, lookup: resolver({ 'shop.example': [['127.0.0.1']] }) },
      ],
      [
        'one of the name’s addresses is one',
        local,
        { allowHttp: true, lookup: resolver({ 'shop.example': [['93.184.216.34', '127.0.0.1']] }) },
      ],
      [
        'the name leads to IPv4 in IPv6',
        local,
        { allowHttp: true, lookup: resolver({ 'shop.example': [['::ffff:127.0.0.1']] }) },
      ],
      [
        'the name leads to one through NAT64',
        local,
        { allowHttp: true, lookup: resolver({ 'shop.example': [['64:ff9b::7f00:1']] }) },
      ],
      [
        'it is this machine’s own name',
        () => shop.url.replace('127.0.0.1', 'localhost'),
        { allowHttp: true },
      ],
    ])('where %s', async (_where, url, more) => {
      const id = await saved(url());
      const webhooks = started({ allowPrivate: false, ...more });
      await webhooks.deliveries.sendTest(id);
      await ended(1);
      expect(ends).toMatchObject([{ outcome: 'retry', status: null, error: 'url_refused' }]);
      expect(shop.got).toEqual([]);
    });

    it('where a name that was public leads to one at the next attempt', async () => {
      const id = await saved(local());
      let now = Date.now();
      const lookup = resolver({ 'shop.example': [['93.184.216.34'], ['127.0.0.1']] });
      const times = { connect: 200, firstByte: 200, whole: 200 };
      const options = { allowPrivate: false, allowHttp: true, lookup, times, clock: () => now };
      const webhooks = started(options);
      await webhooks.deliveries.sendTest(id);
      await ended(1);
      now += 6000;
      webhooks.wake();
      await ended(2);
      expect(ends[0].error).not.toBe('url_refused');
      expect(ends[1].error).toBe('url_refused');
      expect(shop.got).toEqual([]);
    });

    it('where a name that was reached a moment ago leads to a metadata service now', async () => {
      const lookup = resolver({ 'shop.example': [['127.0.0.1'], ['169.254.169.254']] });
      const webhooks = started({ lookup });
      const { endpoint } = await webhooks.endpoints.create({ keyId: null, url: local() });
      await webhooks.deliveries.sendTest(endpoint.id);
      await ended(1);
      await webhooks.deliveries.sendTest(endpoint.id);
      await ended(2);
      expect(ends.map(({ outcome, error }) => [outcome, error])).toEqual([
        ['delivered', null],
        ['retry', 'url_refused'],
      ]);
      expect(lookup.asked).toEqual(['shop.example', 'shop.example']);
    });

    it('and the log says no more than that', async () => {
      const lookup = resolver({ 'shop.example': [['10.11.12.13']] });
      const id = await saved(local());
      const webhooks = started({ allowPrivate: false, allowHttp: true, lookup });
      const delivery = await webhooks.deliveries.sendTest(id);
      await ended(1);
      expect(JSON.stringify(await webhooks.deliveries.get(delivery?.id ?? ''))).not.toContain('10.11');
    });
  });
});
