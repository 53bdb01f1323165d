import { PRIORITIES } from '../job.js';
import { attempt } from './attempt.js';
import type { Consumer, Dispatcher, Handle, Ticket } from './dispatcher.js';

/** Ids in the memory of this process: what a machine on its own needs. After a start the reconciler fills it. */
export function localDispatcher(): Dispatcher {
  // A Map keeps the order in which ids came.
  const lanes = new Map(PRIORITIES.map((priority) => [priority, new Map<string, Ticket>()]));
  /** Ids at work, each with the ticket that came for it meanwhile. */
  const atWork = new Map<string, Ticket | undefined>();
  const consumers = new Map<Consumer, () => void>();
  const next = (): Ticket | undefined => {
    for (const lane of lanes.values())
      for (const ticket of lane.values()) {
        lane.delete(ticket.id);
        return ticket;
      }
    return undefined;
  };
  const wake = () => {
    for (const pull of consumers.values()) pull();
  };
  const put = (ticket: Ticket) => {
    for (const lane of lanes.values()) if (lane.has(ticket.id)) return;
    if (atWork.has(ticket.id)) atWork.set(ticket.id, ticket);
    else lanes.get(ticket.priority)?.set(ticket.id, ticket);
  };

  function consumer(concurrency: number, handle: Handle): Consumer {
    const works = new Set<Promise<void>>();
    const closing = new AbortController();
    const work = async (ticket: Ticket) => {
      const through = await attempt(ticket.id, handle, closing.signal);
      const again = atWork.get(ticket.id) ?? (through ? undefined : ticket);
      atWork.delete(ticket.id);
      if (again) put(again);
    };
    const pull = () => {
      while (works.size < concurrency && !closing.signal.aborted) {
        const ticket = next();
        if (!ticket) return;
        atWork.set(ticket.id, undefined);
        // Begun in a turn of its own: what it adds at once must find this place taken.
        const working: Promise<void> = Promise.resolve(ticket)
          .then(work)
          .finally(() => {
            works.delete(working);
            wake();
          });
        works.add(working);
      }
    };
    const self: Consumer = {
      async close() {
        consumers.delete(self);
        closing.abort();
        await Promise.all(works);
      },
    };
    consumers.set(self, pull);
    pull();
    return self;
  }

  return {
    async add(tickets) {
      for (const ticket of tickets) put(ticket);
      wake();
    },
    async remove(ids) {
      for (const id of ids) {
        for (const lane of lanes.values()) lane.delete(id);
        if (atWork.has(id)) atWork.set(id, undefined);
      }
    },
    async waiting() {
      const again = [...atWork.values()].filter(Boolean).length;
      return [...lanes.values()].reduce((sum, lane) => sum + lane.size, again);
    },
    consume: async (concurrency, handle) => consumer(concurrency, handle),
    async check() {},
    async close() {
      await Promise.all([...consumers.keys()].map((open) => open.close()));
      for (const lane of lanes.values()) lane.clear();
    },
  };
}
