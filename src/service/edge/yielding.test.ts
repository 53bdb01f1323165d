import { expect, it, vi } from 'vitest';
import { WorkQueue } from '../../edge/enhancer/work-queue.js';
import { localDispatcher } from '../../jobs/dispatch/local.js';
import { yieldingDispatcher } from './yielding.js';

it('a job’s picture is begun when no visitor’s picture is in the network or waits for it', async () => {
  const line = new WorkQueue({ atOnce: 1, waiting: 5, deadline: 60_000 });
  const dispatcher = yieldingDispatcher(localDispatcher(), line);
  const events: string[] = [];
  let finish = () => {};
  const visitor = line.run(async () => {
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    events.push('visitor');
  });
  await dispatcher.consume(1, async (id) => {
    events.push(id);
  });
  await dispatcher.add([{ id: 'job_1', priority: 'bulk' }]);
  await new Promise(setImmediate);
  expect(events).toEqual([]);
  finish();
  await visitor;
  await vi.waitFor(() => expect(events).toEqual(['visitor', 'job_1']));
  await dispatcher.close();
});

it('but not put off for ever', async () => {
  vi.useFakeTimers();
  const line = new WorkQueue({ atOnce: 1, waiting: 5, deadline: 60_000 });
  const dispatcher = yieldingDispatcher(localDispatcher(), line);
  line.run(() => new Promise(() => {})).catch(() => {});
  const events: string[] = [];
  await dispatcher.consume(1, async (id) => {
    events.push(id);
  });
  await dispatcher.add([{ id: 'job_1', priority: 'bulk' }]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(events).toEqual(['job_1']);
  vi.useRealTimers();
});
