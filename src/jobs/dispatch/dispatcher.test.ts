import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../id.js';
import type { Priority } from '../job.js';
import { type TestDispatcher, testDispatchers } from '../testing/dispatchers.js';
import type { Dispatcher, Ticket } from './dispatcher.js';

const tickets = (count: number, priority: Priority = 'bulk'): Ticket[] =>
  Array.from({ length: count }, () => ({ id: newId('job'), priority }));
const idsOf = (list: readonly Ticket[]) => list.map(({ id }) => id);
const within = { timeout: 20_000, interval: 10 };

/** Handling that ends when the test says so. */
function gate() {
  const atWork = new Map<string, (failed?: Error) => void>();
  const seen: string[] = [];
  let opened = false;
  return {
    atWork,
    seen,
    /** End all that is at work, and all that comes. */
    open() {
      opened = true;
      for (const end of atWork.values()) end();
    },
    handle: (id: string) =>
      new Promise<void>((resolve, reject) => {
        if (atWork.has(id)) reject(new Error(`${id} is at work already`));
        seen.push(id);
        if (opened) return resolve();
        atWork.set(id, (failed) => {
          atWork.delete(id);
          if (failed) reject(failed);
          else resolve();
        });
      }),
  };
}

describe.each(await testDispatchers())('ids $name', ({ make }) => {
  let test: TestDispatcher;
  let dispatcher: Dispatcher;
  beforeEach(async () => {
    test = await make();
    ({ dispatcher } = test);
  });
  afterEach(() => test.remove());

  it('come in order, one after the other', async () => {
    const all = tickets(20);
    await dispatcher.add(all.slice(0, 12));
    await dispatcher.add(all.slice(12));
    const seen: string[] = [];
    await dispatcher.consume(1, async (id) => void seen.push(id));
    await vi.waitFor(() => expect(seen).toEqual(idsOf(all)), within);
    await vi.waitFor(async () => expect(await dispatcher.waiting()).toBe(0), within);
  });

  it('come before others where a person waits', async () => {
    const [bulk, interactive] = [tickets(3), tickets(3, 'interactive')];
    await dispatcher.add([bulk[0], interactive[0], bulk[1]]);
    await dispatcher.add([interactive[1], bulk[2], interactive[2]]);
    const seen: string[] = [];
    await dispatcher.consume(1, async (id) => void seen.push(id));
    await vi.waitFor(() => expect(seen).toEqual(idsOf([...interactive, ...bulk])), within);
  });

  it('each come once to one of many consumers where nothing fails', async () => {
    const all = [...tickets(150), ...tickets(50, 'interactive')];
    const seen: string[] = [];
    for (let i = 0; i < 3; i++) await dispatcher.consume(4, async (id) => void seen.push(id));
    await dispatcher.add(all);
    await vi.waitFor(() => expect(seen).toHaveLength(200), within);
    await vi.waitFor(async () => expect(await dispatcher.waiting()).toBe(0), within);
    expect(new Set(seen)).toEqual(new Set(idsOf(all)));
    expect(seen).toHaveLength(200);
  });

  it('are not added twice while they wait, not even with another priority', async () => {
    const all = tickets(2500);
    await dispatcher.add([]);
    await dispatcher.add(all);
    await dispatcher.add(all.slice(0, 10));
    await dispatcher.add(all.slice(5, 20).map(({ id }) => ({ id, priority: 'interactive' })));
    expect(await dispatcher.waiting()).toBe(2500);
  });

  it('are never more at work than there are places, and as many as there are', async () => {
    const { atWork, handle, seen } = gate();
    const all = tickets(12);
    await dispatcher.add(all);
    await dispatcher.consume(3, handle);
    for (let through = 0; through < 12; through++) {
      await vi.waitFor(() => expect(atWork.size).toBe(Math.min(3, 12 - through)), within);
      expect(seen.length - through).toBeLessThanOrEqual(3);
      const [end] = atWork.values();
      end();
    }
    await vi.waitFor(() => expect(seen).toHaveLength(12), within);
  });

  it('that a handling adds at once take no place that is not there', async () => {
    const inner = tickets(5);
    let atOnce = 0;
    let most = 0;
    let through = 0;
    await dispatcher.consume(1, async () => {
      most = Math.max(most, ++atOnce);
      await dispatcher.add(inner.splice(0, 1));
      atOnce--;
      through++;
    });
    await dispatcher.add(tickets(1));
    await vi.waitFor(() => expect(through).toBe(6), within);
    expect(most).toBe(1);
  });

  it('can be taken back while they wait, and unknown ones too', async () => {
    const all = tickets(5);
    await dispatcher.add(all);
    await dispatcher.remove([all[1].id, all[3].id, newId('job')]);
    expect(await dispatcher.waiting()).toBe(3);
    const seen: string[] = [];
    await dispatcher.consume(1, async (id) => void seen.push(id));
    await vi.waitFor(() => expect(seen).toEqual(idsOf([all[0], all[2], all[4]])), within);
  });

  it('are not disturbed at work by being taken back', async () => {
    const { atWork, handle } = gate();
    const [ticket] = tickets(1);
    await dispatcher.add([ticket]);
    const consumer = await dispatcher.consume(1, handle);
    await vi.waitFor(() => expect(atWork.size).toBe(1), within);
    await dispatcher.remove([ticket.id]);
    atWork.get(ticket.id)?.();
    await consumer.close();
    expect(await dispatcher.waiting()).toBe(0);
  });

  it('come again after a failure, and hold nobody up', async () => {
    const [bad, ...good] = tickets(4);
    const seen: string[] = [];
    await dispatcher.add([bad, ...good]);
    await dispatcher.consume(1, async (id) => {
      seen.push(id);
      if (id === bad.id && seen.filter((one) => one === id).length < 3) throw new Error('not now');
    });
    await vi.waitFor(() => expect(seen.filter((id) => id === bad.id)).toHaveLength(3), within);
    await vi.waitFor(async () => expect(await dispatcher.waiting()).toBe(0), within);
    expect(seen).toHaveLength(6);
    expect(seen.slice(0, 4)).toEqual(idsOf([bad, ...good]));
  });

  it('come again where handling throws before it begins', async () => {
    let calls = 0;
    await dispatcher.add(tickets(1));
    await dispatcher.consume(1, () => {
      calls++;
      if (calls === 1) throw new Error('at once');
      return Promise.resolve();
    });
    await vi.waitFor(() => expect(calls).toBe(2), within);
  });

  it('are not spun through where all of them fail', async () => {
    const calls: number[] = [];
    await dispatcher.add(tickets(500));
    const consumer = await dispatcher.consume(2, async () => {
      calls.push(performance.now());
      throw new Error('the database is away');
    });
    await vi.waitFor(() => expect(calls.length).toBeGreaterThanOrEqual(4), within);
    await consumer.close();
    // Two places: the third call is the second of one of them.
    expect(calls[2] - calls[0]).toBeGreaterThan(900);
    await vi.waitFor(async () => expect(await dispatcher.waiting()).toBe(500), within);
  });

  it('that are added again at work are never handled twice at the same time, and can come again afterwards', async () => {
    const { atWork, handle, seen, open } = gate();
    const [ticket] = tickets(1);
    await dispatcher.add([ticket]);
    await dispatcher.consume(3, handle);
    await vi.waitFor(() => expect(atWork.size).toBe(1), within);
    await dispatcher.add([ticket]);
    await dispatcher.add(tickets(1, 'interactive'));
    await vi.waitFor(() => expect(atWork.size).toBe(2), within);
    expect(seen.filter((id) => id === ticket.id)).toHaveLength(1);
    atWork.get(ticket.id)?.();
    await vi.waitFor(async () => {
      await dispatcher.add([ticket]);
      expect(seen.filter((id) => id === ticket.id)).toHaveLength(2);
    }, within);
    open();
  });

  it('at work are waited for by a consumer that closes, and no more are taken', async () => {
    const { atWork, handle, seen } = gate();
    await dispatcher.add(tickets(5));
    const consumer = await dispatcher.consume(2, handle);
    await vi.waitFor(() => expect(atWork.size).toBe(2), within);
    let closed = false;
    const closing = consumer.close().then(() => {
      closed = true;
    });
    for (const end of [...atWork.values()]) {
      await dispatcher.check();
      expect(closed).toBe(false);
      end();
    }
    await closing;
    expect(seen).toHaveLength(2);
    expect(await dispatcher.waiting()).toBe(3);
    const next = gate();
    next.open();
    await dispatcher.consume(5, next.handle);
    await vi.waitFor(() => expect(next.seen).toHaveLength(3), within);
  });

  it('that fail while their consumer closes wait again at once', async () => {
    const { atWork, handle } = gate();
    await dispatcher.add(tickets(1));
    const consumer = await dispatcher.consume(1, handle);
    await vi.waitFor(() => expect(atWork.size).toBe(1), within);
    const closing = consumer.close();
    for (const end of [...atWork.values()]) end(new Error('handed back'));
    await closing;
    expect(await dispatcher.waiting()).toBe(1);
  });

  it('find the way open, and closed for good', async () => {
    await dispatcher.check();
    const { atWork, handle, open } = gate();
    await dispatcher.add(tickets(2));
    await dispatcher.consume(1, handle);
    await vi.waitFor(() => expect(atWork.size).toBe(1), within);
    const closing = dispatcher.close();
    open();
    await closing;
    await dispatcher.close();
    expect(atWork.size).toBe(0);
  });
});
