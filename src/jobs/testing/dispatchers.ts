import { MessageChannel } from 'node:worker_threads';
import { bullmqDispatcher } from '../dispatch/bullmq.js';
import type { Dispatcher } from '../dispatch/dispatcher.js';
import { localDispatcher } from '../dispatch/local.js';
import { messagePort, portDispatcher, serveDispatcher } from '../dispatch/over-port.js';
import { redisAnswers, redisPart } from './redis.js';
import { REDIS } from './services.js';

/** A dispatcher for a test, empty. */
export interface TestDispatcher {
  dispatcher: Dispatcher;
  remove(): Promise<void>;
}

async function local(): Promise<TestDispatcher> {
  const dispatcher = localDispatcher();
  return { dispatcher, remove: () => dispatcher.close() };
}

async function overPort(): Promise<TestDispatcher> {
  const { port1, port2 } = new MessageChannel();
  const parent = localDispatcher();
  serveDispatcher(parent, messagePort(port1));
  const dispatcher = portDispatcher(messagePort(port2));
  return {
    dispatcher,
    remove: async () => {
      await dispatcher.close();
      port2.close();
      await parent.close();
    },
  };
}

async function bullmq(): Promise<TestDispatcher> {
  const part = redisPart();
  const dispatcher = bullmqDispatcher({ url: REDIS, prefix: part.prefix });
  return {
    dispatcher,
    remove: async () => {
      await dispatcher.close();
      await part.lose();
    },
  };
}

/** The dispatchers, for suites that each must pass: `describe.each(await testDispatchers())`. */
export async function testDispatchers(): Promise<{ name: string; make(): Promise<TestDispatcher> }[]> {
  const here = [
    { name: 'in one process', make: local },
    { name: 'over a port', make: overPort },
  ];
  return (await redisAnswers()) ? [...here, { name: 'through Redis', make: bullmq }] : here;
}
