import { asHeroshotError } from '../../engine/errors.js';
import type { Consumer, Dispatcher } from './dispatcher.js';
import type { Port } from './port.js';
import { type FromChild, type FromParent, isOurs, type Question } from './port-messages.js';

/**
 * Let a child use a dispatcher of this process. It is delivered as many ids as it has places for; where it dies, those
 * that it had not handled are delivered again to whoever consumes next.
 */
export function serveDispatcher(dispatcher: Dispatcher, port: Port): void {
  const consumers = new Map<number, Consumer>();
  /** What the child has, each with what settles its delivery. */
  const delivered = new Map<number, (through: boolean) => void>();
  let deliveries = 0;
  let closed = false;
  const send = (message: FromParent) => port.send(message);

  const deliver = (consumer: number, id: string) =>
    new Promise<void>((resolve, reject) => {
      if (closed) return reject(new Error('the child has ended'));
      const delivery = ++deliveries;
      delivered.set(delivery, (through) => {
        delivered.delete(delivery);
        if (through) resolve();
        else reject(new Error('the child did not handle it'));
      });
      send({ dispatch: 'handle', consumer, delivery, id });
    });

  const answerTo = async (question: Question): Promise<number | undefined> => {
    switch (question.ask) {
      case 'waiting':
        return dispatcher.waiting();
      case 'add':
        await dispatcher.add(question.tickets);
        return undefined;
      case 'remove':
        await dispatcher.remove(question.ids);
        return undefined;
      case 'check':
        await dispatcher.check();
        return undefined;
      case 'consume': {
        const { consumer, concurrency } = question;
        const opened = await dispatcher.consume(concurrency, (id) => deliver(consumer, id));
        consumers.set(consumer, opened);
        if (closed) await opened.close();
        return undefined;
      }
      case 'close':
        await consumers.get(question.consumer)?.close();
        consumers.delete(question.consumer);
        return undefined;
    }
  };

  port.onMessage((message) => {
    if (!isOurs(message)) return;
    const said = message as FromChild;
    if (said.dispatch === 'handled') delivered.get(said.delivery)?.(said.through);
    else {
      const { number } = said;
      answerTo(said).then(
        (value) => send({ dispatch: 'answer', number, ...(value !== undefined && { value }) }),
        (error: unknown) => {
          const { code, message } = asHeroshotError(error);
          send({ dispatch: 'answer', number, error: { code, message } });
        },
      );
    }
  });

  port.onClose(() => {
    closed = true;
    // Closed before what they had fails: it goes back without a rest.
    for (const consumer of consumers.values()) consumer.close().catch(() => {});
    for (const settle of [...delivered.values()]) settle(false);
  });
}
