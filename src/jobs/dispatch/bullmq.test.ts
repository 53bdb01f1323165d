import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../id.js';
import { redisAnswers, redisPart } from '../testing/redis.js';
import { REDIS } from '../testing/services.js';
import { type TcpProxy, tcpProxy } from '../testing/tcp-proxy.js';
import { bullmqDispatcher } from './bullmq.js';
import type { Dispatcher, Ticket } from './dispatcher.js';

const tickets = (count: number): Ticket[] =>
  Array.from({ length: count }, (_, i) => ({ id: newId('job'), priority: i % 2 ? 'bulk' : 'interactive' }));
const within = { timeout: 30_000, interval: 20 };
const away = { code: 'queue_unreachable' };

describe.runIf(await redisAnswers())('a queue in Redis', () => {
  let part: ReturnType<typeof redisPart>;
  let proxy: TcpProxy;
  let dispatcher: Dispatcher;
  let outages: string[];
  let children: ChildProcess[];
  beforeEach(async () => {
    children = [];
    part = redisPart();
    const { hostname, port } = new URL(REDIS);
    proxy = await tcpProxy({ host: hostname, port: Number(port) });
    const url = new URL(REDIS);
    url.host = `127.0.0.1:${proxy.port}`;
    outages = [];
    dispatcher = bullmqDispatcher({
      url: url.href,
      prefix: part.prefix,
      hold: 4000,
      onError: ({ code }) => outages.push(code),
    });
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await dispatcher.close();
    await proxy.close();
    await part.lose();
  });
  /** A process of its own that runs a script, with the queue's address and prefix as its arguments. */
  const run = (script: string, url: string, stdio: StdioOptions) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, url, part.prefix], { stdio });
    children.push(child);
    return child;
  };
  const took = async (work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };

  it('keeps no trace of ids that are through', async () => {
    const seen: string[] = [];
    await dispatcher.add(tickets(20));
    await dispatcher.consume(4, async (id) => {
      seen.push(id);
    });
    await vi.waitFor(() => expect(seen).toHaveLength(20), within);
    await vi.waitFor(
      async () => expect((await part.keys()).filter((key) => key.includes('job_'))).toEqual([]),
      within,
    );
  });

  it('works on when Redis comes back empty, and takes again what it lost', async () => {
    const all = tickets(6);
    const seen: string[] = [];
    let go = () => {};
    const first = new Promise<void>((resolve) => {
      go = resolve;
    });
    await dispatcher.add(all.slice(0, 4));
    await dispatcher.consume(1, async (id) => {
      seen.push(id);
      if (seen.length === 1) await first;
    });
    await vi.waitFor(() => expect(seen).toHaveLength(1), within);
    await part.lose();
    expect(await dispatcher.waiting()).toBe(0);
    // What is at work is not known any more; that it ends must hurt nobody.
    go();
    await dispatcher.add(all);
    await vi.waitFor(() => expect(new Set(seen)).toEqual(new Set(all.map(({ id }) => id))), within);
    await vi.waitFor(async () => expect(await dispatcher.waiting()).toBe(0), within);
  });

  it('wakes a consumer that was waiting when Redis lost everything', async () => {
    const seen: string[] = [];
    await dispatcher.consume(2, async (id) => {
      seen.push(id);
    });
    await dispatcher.add(tickets(1));
    await vi.waitFor(() => expect(seen).toHaveLength(1), within);
    await part.lose();
    await dispatcher.add(tickets(3));
    await vi.waitFor(() => expect(seen).toHaveLength(4), within);
  });

  it('survives that its connections are cut, again and again', async () => {
    const all = tickets(60);
    const seen = new Set<string>();
    await dispatcher.consume(2, async (id) => {
      seen.add(id);
      if (seen.size % 15 === 0) expect(await part.cut()).toBeGreaterThan(0);
    });
    for (let at = 0; at < all.length; at += 10)
      await vi.waitFor(() => dispatcher.add(all.slice(at, at + 10)), within);
    await vi.waitFor(() => expect(seen.size).toBe(60), within);
    await vi.waitFor(async () => expect(await dispatcher.waiting()).toBe(0), within);
  });

  it('says within seconds that Redis is away, and goes on when it is back', async () => {
    const seen: string[] = [];
    await dispatcher.consume(2, async (id) => {
      seen.push(id);
    });
    await dispatcher.check();
    await proxy.down();
    const [ticket] = tickets(1);
    const asked = [
      dispatcher.add([ticket]),
      dispatcher.remove([ticket.id]),
      dispatcher.waiting(),
      dispatcher.check(),
    ];
    const refused = asked.map((answer) => expect(answer).rejects.toMatchObject(away));
    expect(await took(() => Promise.all(refused))).toBeLessThan(9000);
    expect(outages.length).toBeGreaterThan(0);
    const told = outages.length;
    await proxy.up();
    await vi.waitFor(() => dispatcher.check(), within);
    await dispatcher.add([ticket]);
    await vi.waitFor(() => expect(seen).toEqual([ticket.id]), within);
    expect(outages.length).toBe(told);
  }, 90_000);

  it('says within seconds that Redis has fallen silent, and goes on when it speaks', async () => {
    await dispatcher.check();
    proxy.silence();
    expect(await took(() => expect(dispatcher.add(tickets(1))).rejects.toMatchObject(away))).toBeLessThan(
      6000,
    );
    await proxy.down();
    await proxy.up();
    await vi.waitFor(() => dispatcher.check(), within);
  });

  it('begins while Redis is away, and works once it is there', async () => {
    await proxy.down();
    const seen: string[] = [];
    await dispatcher.consume(1, async (id) => {
      seen.push(id);
    });
    await expect(dispatcher.add(tickets(1))).rejects.toMatchObject(away);
    await proxy.up();
    await vi.waitFor(() => dispatcher.add(tickets(1)), within);
    await vi.waitFor(() => expect(seen).toHaveLength(1), within);
  });

  it.each(['down', 'silence'] as const)('closes in seconds while Redis is away: %s', async (how) => {
    let go = () => {};
    const work = new Promise<void>((resolve) => {
      go = resolve;
    });
    let atWork = false;
    await dispatcher.add(tickets(1));
    await dispatcher.consume(1, () => {
      atWork = true;
      return work;
    });
    await vi.waitFor(() => expect(atWork).toBe(true), within);
    await proxy[how]();
    let closed = false;
    const closing = dispatcher.close().then(() => {
      closed = true;
    });
    await expect(dispatcher.check()).rejects.toMatchObject(away);
    expect(closed).toBe(false);
    go();
    expect(await took(() => closing)).toBeLessThan(9000);
  });

  it.each([
    ['is there', async () => {}],
    ['has gone', () => proxy.down()],
    ['has fallen silent', async () => proxy.silence()],
    ['never was there', undefined],
  ])('leaves nothing open that keeps a process alive where Redis %s', async (_where, happens) => {
    const script = `
      import { bullmqDispatcher } from '#heroshot/jobs/dispatch/bullmq.js';
      const [, url, prefix] = process.argv;
      const dispatcher = bullmqDispatcher({ url, prefix });
      let end = () => {};
      await dispatcher.consume(2, () => new Promise((resolve) => { end = resolve; process.send('at work'); }));
      await dispatcher.add([{ id: 'job_x', priority: 'bulk' }]).catch(() => process.send('away'));
      process.once('message', async () => {
        const closing = dispatcher.close();
        end();
        await closing;
        process.disconnect();
      });`;
    if (!happens) await proxy.down();
    const url = `redis://127.0.0.1:${proxy.port}`;
    const child = run(script, url, ['ignore', 'inherit', 'inherit', 'ipc']);
    expect(await once(child, 'message')).toMatchObject([happens ? 'at work' : 'away', undefined]);
    await happens?.();
    child.send('close');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('keeps its hold on work that takes longer than the hold', async () => {
    let handled = 0;
    await dispatcher.add(tickets(1));
    for (let i = 0; i < 2; i++)
      await dispatcher.consume(1, async () => {
        handled++;
        // Two holds and a half: without renewal the other consumer would have been given it.
        const end = Date.now() + 10_000;
        await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(end), { timeout: 20_000, interval: 100 });
      });
    await vi.waitFor(async () => {
      expect(handled).toBeGreaterThan(0);
      expect((await part.keys()).filter((key) => key.includes('job_'))).toEqual([]);
    }, within);
    expect(handled).toBe(1);
  });

  it('delivers again what a killed worker had, however often', async () => {
    const [ticket] = tickets(1);
    await dispatcher.add([ticket]);
    for (let killed = 0; killed < 3; killed++) {
      const script = `
        import { bullmqDispatcher } from '#heroshot/jobs/dispatch/bullmq.js';
        const [, url, prefix] = process.argv;
        const dispatcher = bullmqDispatcher({ url, prefix, hold: 1000 });
        await dispatcher.consume(1, (id) => new Promise(() => process.stdout.write(id)));`;
      const worker = run(script, REDIS, ['ignore', 'pipe', 'inherit']);
      const [id] = await once(worker.stdout as Readable, 'data');
      expect(`${id}`).toBe(ticket.id);
      worker.kill('SIGKILL');
      await once(worker, 'exit');
    }
    const seen: string[] = [];
    await dispatcher.consume(1, async (id) => {
      seen.push(id);
    });
    await vi.waitFor(() => expect(seen).toEqual([ticket.id]), within);
  });

  it.each(['', 'localhost:6379', 'http://localhost:6379', 'redis'])('takes %j for no address', (url) => {
    expect(() => bullmqDispatcher({ url })).toThrow(expect.objectContaining({ code: 'bad_option' }));
  });
});
