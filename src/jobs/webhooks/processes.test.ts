import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type TestStore, testStores } from '../testing/stores.js';
import { LEASE_MS } from './claims.js';
import { Driver } from './testing/driver.js';
import { completedBatch } from './testing/happenings.js';
import { type Receiver, receiver } from './testing/receiver.js';

const PATIENCE = 40_000;

/** Sends until it is killed; what is built runs. */
const PROGRAM = `
import { openStore } from '#heroshot/jobs/store/open-store.js';
import { Webhooks } from '#heroshot/jobs/webhooks/webhooks.js';
const store = await openStore(process.env.WHERE);
new Webhooks({ store, publicUrl: 'https://pictures.example', allowPrivate: true }).start({ everyMs: 50 });
console.log('sending');
setInterval(() => {}, 1000);
`;

describe.each(await testStores())('several processes on $name', ({ make }) => {
  const running = new Set<ChildProcess>();
  let test: TestStore;
  let shop: Receiver;
  let driver: Driver;
  const start = async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
      env: { ...process.env, WHERE: test.where },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.add(child);
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    return child;
  };
  const kill = async (child: ChildProcess) => {
    running.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const prepared = async (jobs: number) => {
    test = await make();
    shop = await receiver();
    driver = new Driver(test.store);
    await driver.endpoints.create({ keyId: null, url: `${shop.url}/a` });
    await driver.endpoints.create({ keyId: null, url: `${shop.url}/b` });
    await completedBatch(test.store, null, jobs);
  };
  afterEach(async () => {
    for (const child of running) await kill(child);
    await driver.close();
    await shop.close();
    await test.remove();
  });
  const sent = () => shop.got.map(({ path, headers }) => `${path} ${headers['webhook-id']}`);
  const states = async () => {
    const rows = await test.store.db.selectFrom('webhook_delivery').select('state').execute();
    return rows.map(({ state }) => state);
  };

  it('send each delivery once', async () => {
    await prepared(39);
    await Promise.all([start(), start(), start()]);
    await vi.waitFor(async () => expect(await states()).toEqual(Array(80).fill('delivered')), PATIENCE);
    expect(sent()).toHaveLength(80);
    expect(new Set(sent()).size).toBe(80);
  });

  it('killed in the middle lose nothing', async () => {
    await prepared(19);
    shop.react = (_request, response) => {
      // Some are never answered: their process dies while it waits.
      if (shop.got.length % 3 === 0) return;
      response.writeHead(200).end();
    };
    const first = await start();
    await vi.waitFor(() => expect(shop.got.length).toBeGreaterThanOrEqual(9), PATIENCE);
    await kill(first);
    const killed = Date.now();
    shop.react = 200;
    await start();
    await vi.waitFor(async () => {
      // As if the leases of the first were over; one may be written a moment after its process died.
      await test.store.db
        .updateTable('webhook_delivery')
        .set({ next_at: 0 })
        .where('state', '=', 'pending')
        .where('next_at', '<=', killed + LEASE_MS)
        .execute();
      expect(await states()).toEqual(Array(40).fill('delivered'));
    }, PATIENCE);
    expect(new Set(sent()).size).toBe(40);
  });
});
