import type { Message } from '../messages.js';
import { worked } from './work.js';

const unwanted = new Set<number>();

/** A turn of the event loop, in which a cancellation can arrive. */
const turn = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

self.onmessage = async ({ data }: MessageEvent<Message>) => {
  if ('cancel' in data) return void unwanted.add(data.cancel);
  const { id } = data.ask;
  const answer = await worked(data.ask, async () => {
    await turn();
    if (unwanted.has(id)) throw new Error('cancelled');
  });
  unwanted.delete(id);
  self.postMessage(answer);
};
