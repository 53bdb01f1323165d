import type { EdgeServer } from '../../edge/server/edge-server.js';
import type { Dispatcher } from '../../jobs/dispatch/dispatcher.js';

/** Milliseconds after which a picture of a job is begun, however busy visitors keep the network: jobs must end some time. */
const LONGEST = 10_000;

/** A dispatcher that hands the next id out when no visitor's picture waits for the network or is in it. */
export function yieldingDispatcher(
  dispatcher: Dispatcher,
  enhancing: Pick<EdgeServer['enhancing'], 'whenIdle'>,
): Dispatcher {
  return {
    add: (tickets) => dispatcher.add(tickets),
    remove: (ids) => dispatcher.remove(ids),
    waiting: () => dispatcher.waiting(),
    check: () => dispatcher.check(),
    close: () => dispatcher.close(),
    consume: (concurrency, handle) =>
      dispatcher.consume(concurrency, async (id) => {
        await idleOrLate(enhancing);
        await handle(id);
      }),
  };
}

async function idleOrLate(enhancing: Pick<EdgeServer['enhancing'], 'whenIdle'>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LONGEST);
  });
  await Promise.race([enhancing.whenIdle(), late]);
  clearTimeout(timer);
}
