import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../id.js';
import type { Dispatcher, Ticket } from './dispatcher.js';
import { localDispatcher } from './local.js';
import { messagePort, portDispatcher, processPort, serveDispatcher } from './over-port.js';

const tickets = (count: number): Ticket[] =>
  Array.from({ length: count }, () => ({ id: newId('job'), priority: 'bulk' }));
const idsOf = (list: readonly Ticket[]) => list.map(({ id }) => id);
const within = { timeout: 20_000, interval: 10 };

/** Handles ids as it is told: through, failed, or never; and says what it got. */
const CHILD = `
  import { portDispatcher, processPort } from '#heroshot/jobs/dispatch/over-port.js';
  const dispatcher = portDispatcher(processPort(process));
  const ends = new Map();
  const consumer = await dispatcher.consume(Number(process.argv[1]), (id) => new Promise((resolve, reject) => {
    ends.set(id, { resolve, reject });
    process.send({ got: id });
  }));
  process.on('message', async ({ tell, id, tickets }) => {
    if (tell === 'through') ends.get(id).resolve();
    if (tell === 'failed') ends.get(id).reject(new Error('failed'));
    if (tell === 'add') await dispatcher.add(tickets);
    if (tell === 'waiting') process.send({ waiting: await dispatcher.waiting() });
    if (tell === 'close') {
      await consumer.close();
      process.disconnect();
    }
  });
  process.send({ up: true });`;

describe('ids over the line to a child process', () => {
  let parent: Dispatcher;
  let children: ChildProcess[];
  beforeEach(() => {
    parent = localDispatcher();
    children = [];
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await parent.close();
  });
  async function child(concurrency: number) {
    const forked = spawn(process.execPath, ['--input-type=module', '-e', CHILD, String(concurrency)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    children.push(forked);
    const got: string[] = [];
    const counts: number[] = [];
    const up = new Promise<void>((resolve) => {
      forked.on('message', (said: { up?: true; got?: string; waiting?: number }) => {
        if (said.up) resolve();
        if (said.got) got.push(said.got);
        if (said.waiting !== undefined) counts.push(said.waiting);
      });
    });
    serveDispatcher(parent, processPort(forked));
    await up;
    const tell = (word: string, more: object = {}) => forked.send({ tell: word, ...more });
    return { forked, got, counts, tell };
  }

  it('go to it while it has places, and no further', async () => {
    const all = tickets(5);
    await parent.add(all);
    const { got, tell, counts } = await child(2);
    await vi.waitFor(() => expect(got).toHaveLength(2), within);
    tell('waiting');
    await vi.waitFor(() => expect(counts).toEqual([3]), within);
    expect(got).toEqual(idsOf(all.slice(0, 2)));
    tell('through', { id: all[1].id });
    await vi.waitFor(() => expect(got).toEqual(idsOf(all.slice(0, 3))), within);
    expect(await parent.waiting()).toBe(2);
  });

  it('go to the next child where one is killed', async () => {
    const all = tickets(4);
    await parent.add(all);
    const first = await child(3);
    await vi.waitFor(() => expect(first.got).toHaveLength(3), within);
    first.tell('through', { id: all[0].id });
    await vi.waitFor(() => expect(first.got).toHaveLength(4), within);
    first.forked.kill('SIGKILL');
    await once(first.forked, 'exit');
    await vi.waitFor(async () => expect(await parent.waiting()).toBe(3), within);
    const second = await child(3);
    await vi.waitFor(() => expect(new Set(second.got)).toEqual(new Set(idsOf(all.slice(1)))), within);
    for (const id of second.got) second.tell('through', { id });
    second.tell('waiting');
    await vi.waitFor(() => expect(second.counts).toEqual([0]), within);
  });

  it('can come from the child, and come again where it fails', async () => {
    const [ticket] = tickets(1);
    const { got, tell } = await child(1);
    tell('add', { tickets: [ticket] });
    await vi.waitFor(() => expect(got).toEqual([ticket.id]), within);
    tell('failed', { id: ticket.id });
    await vi.waitFor(() => expect(got).toEqual([ticket.id, ticket.id]), within);
  });

  it('stay here where the child shuts down in good order', async () => {
    const all = tickets(3);
    await parent.add(all);
    const { forked, got, tell } = await child(2);
    await vi.waitFor(() => expect(got).toHaveLength(2), within);
    tell('close');
    const ended = once(forked, 'exit');
    for (const id of idsOf(all.slice(0, 2))) tell('through', { id });
    expect(await ended).toEqual([0, null]);
    expect(await parent.waiting()).toBe(1);
  });

  it('are not sent to a child that has ended already', async () => {
    const { forked } = await child(1);
    forked.kill('SIGKILL');
    await once(forked, 'exit');
    serveDispatcher(parent, processPort(forked));
    processPort(forked).send({ dispatch: 'handle' });
    await parent.add(tickets(1));
    expect(await parent.waiting()).toBe(1);
  });
});

describe('ids over a line whose other end is gone', () => {
  it('cannot be asked for', async () => {
    const { port1, port2 } = new MessageChannel();
    const dispatcher = portDispatcher(messagePort(port2));
    // Nobody answers at the other end.
    const asked = dispatcher.waiting();
    const consuming = dispatcher.consume(1, async () => {});
    port1.close();
    const away = { code: 'queue_unreachable' };
    await expect(asked).rejects.toMatchObject(away);
    await expect(consuming).rejects.toMatchObject(away);
    await expect(dispatcher.add(tickets(1))).rejects.toMatchObject(away);
    await dispatcher.close();
  });

  it('do not hold up a consumer that closes', async () => {
    const { port1, port2 } = new MessageChannel();
    const parent = localDispatcher();
    serveDispatcher(parent, messagePort(port1));
    const dispatcher = portDispatcher(messagePort(port2));
    const [ticket] = tickets(1);
    await dispatcher.add([ticket]);
    let end = () => {};
    let through = false;
    const consumer = await dispatcher.consume(1, async () => {
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      through = true;
    });
    await vi.waitFor(async () => expect(await parent.waiting()).toBe(0), within);
    port1.close();
    await vi.waitFor(async () => expect(await parent.waiting()).toBe(1), within);
    const closing = consumer.close();
    end();
    await closing;
    expect(through).toBe(true);
  });

  it('hands on what the parent cannot do', async () => {
    const { port1, port2 } = new MessageChannel();
    const broken: Dispatcher = {
      ...localDispatcher(),
      check: () => Promise.reject(Object.assign(new Error('away'), { code: 'queue_unreachable' })),
    };
    serveDispatcher(broken, messagePort(port1));
    const dispatcher = portDispatcher(messagePort(port2));
    await expect(dispatcher.check()).rejects.toMatchObject({ code: 'queue_unreachable', message: 'away' });
    port1.postMessage({ something: 'else' });
    port1.postMessage(null);
    await expect(dispatcher.waiting()).resolves.toBe(0);
    port1.close();
  });
});
