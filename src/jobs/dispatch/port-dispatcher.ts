import { HeroshotError } from '../../engine/errors.js';
import type { Consumer, Dispatcher, Handle } from './dispatcher.js';
import type { Port } from './port.js';
import { type FromChild, type FromParent, isOurs, type Question } from './port-messages.js';

/** The dispatcher that the parent process serves with `serveDispatcher`. */
export function portDispatcher(port: Port): Dispatcher {
  const waits = new Map<number, { resolve(value: number | undefined): void; reject(error: Error): void }>();
  const handles = new Map<number, (delivery: number, id: string) => void>();
  const consumers = new Set<Consumer>();
  let closed = false;
  let number = 0;
  const send = (message: FromChild) => port.send(message);
  const gone = () => new HeroshotError('queue_unreachable', 'the process that has the queue has ended');

  const ask = (question: Question) =>
    new Promise<number | undefined>((resolve, reject) => {
      if (closed) return reject(gone());
      number++;
      waits.set(number, { resolve, reject });
      send({ dispatch: 'question', number, ...question });
    });

  port.onMessage((message) => {
    if (!isOurs(message)) return;
    const said = message as FromParent;
    if (said.dispatch === 'handle') return handles.get(said.consumer)?.(said.delivery, said.id);
    const waiting = waits.get(said.number);
    waits.delete(said.number);
    if (said.error) waiting?.reject(new HeroshotError(said.error.code, said.error.message));
    else waiting?.resolve(said.value);
  });
  port.onClose(() => {
    closed = true;
    for (const waiting of waits.values()) waiting.reject(gone());
    waits.clear();
  });

  async function consume(concurrency: number, handle: Handle): Promise<Consumer> {
    number++;
    const own = number;
    const atWork = new Set<Promise<void>>();
    let closing = false;
    handles.set(own, (delivery, id) => {
      const work = Promise.resolve(id)
        // What was on its way when this was closed goes back.
        .then((taken) => (closing ? Promise.reject(gone()) : handle(taken)))
        .then(
          () => true,
          () => false,
        )
        .then((through) => {
          atWork.delete(work);
          send({ dispatch: 'handled', delivery, through });
        });
      atWork.add(work);
    });
    await ask({ ask: 'consume', consumer: own, concurrency });
    const self: Consumer = {
      async close() {
        closing = true;
        consumers.delete(self);
        await ask({ ask: 'close', consumer: own }).catch(() => {});
        await Promise.all(atWork);
        handles.delete(own);
      },
    };
    consumers.add(self);
    return self;
  }

  return {
    async add(tickets) {
      await ask({ ask: 'add', tickets });
    },
    async remove(ids) {
      await ask({ ask: 'remove', ids });
    },
    waiting: async () => (await ask({ ask: 'waiting' })) ?? 0,
    consume,
    async check() {
      await ask({ ask: 'check' });
    },
    async close() {
      await Promise.all([...consumers].map((open) => open.close()));
    },
  };
}
