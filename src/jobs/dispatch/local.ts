import { PRIORITIES } from '../job.js';
import type { Consumer, Dispatcher, Ticket } from './dispatcher.js';

/** Milliseconds before an id whose handling failed is delivered again. */
const AGAIN_MS = 1000;

/** Ids in the memory of this process: what a machine on its own needs. After a start the reconciler fills it. */
export function localDispatcher(): Dispatcher {
  // A Map keeps the order in which ids came.
  const lanes = new Map(PRIORITIES.map((priority) => [priority, new Map<string, Ticket>()]));
  const consumers = new Set<() => void>();
  const next = (): Ticket | undefined => {
    for (const lane of lanes.values())
      for (const ticket of lane.values()) {
        lane.delete(ticket.id);
        return ticket;
      }
    return undefined;
  };
  const wake = () => {
    for (const pull of consumers) pull();
  };
  const put = (ticket: Ticket) => {
    for (const lane of lanes.values()) if (lane.has(ticket.id)) return;
    lanes.get(ticket.priority)?.set(ticket.id, ticket);
  };
  return {
    async add(tickets) {
      for (const ticket of tickets) put(ticket);
      wake();
    },
    async remove(ids) {
      for (const lane of lanes.values()) for (const id of ids) lane.delete(id);
    },
    async waiting() {
      return [...lanes.values()].reduce((sum, lane) => sum + lane.size, 0);
    },
    async consume(concurrency, handle): Promise<Consumer> {
      const atWork = new Set<Promise<void>>();
      const pull = () => {
        while (atWork.size < concurrency) {
          const ticket = next();
          if (!ticket) return;
          const work = handle(ticket.id)
            .catch(() => {
              setTimeout(() => {
                put(ticket);
                wake();
              }, AGAIN_MS).unref();
            })
            .finally(() => {
              atWork.delete(work);
              if (consumers.has(pull)) pull();
            });
          atWork.add(work);
        }
      };
      consumers.add(pull);
      pull();
      return {
        async close() {
          consumers.delete(pull);
          await Promise.all(atWork);
        },
      };
    },
    async check() {},
    async close() {
      consumers.clear();
      for (const lane of lanes.values()) lane.clear();
    },
  };
}
