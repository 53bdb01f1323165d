import { asHeroshotError } from '../engine/errors.js';
import { openDispatcher } from '../jobs/dispatch/open-dispatcher.js';
import { portDispatcher, processPort } from '../jobs/dispatch/over-port.js';
import { createLog } from '../jobs/telemetry/log.js';
import { traceJob } from '../jobs/telemetry/tracing.js';
import { inShort, tell } from './child-messages.js';
import { openParts } from './parts.js';
import { isShared, nodeName, type WorkerSettings } from './settings.js';
import { untilSignal } from './signals.js';
import { SETTINGS } from './worker-child.js';
import { startWorker } from './worker-node.js';

// The process that holds the engine; started and watched over by `WorkerChild`.

const settings = JSON.parse(process.env[SETTINGS] ?? '{}') as WorkerSettings;
delete process.env[SETTINGS];
const log = createLog({ name: 'worker' });
// Whoever watched over this process is gone: what is at work is begun again by the next one.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

try {
  const stopped = untilSignal();
  const parts = await openParts(settings);
  const dispatcher = isShared(settings)
    ? await openDispatcher(settings.redis)
    : portDispatcher(processPort(process));
  const worker = await startWorker(settings, {
    name: nodeName('worker'),
    ...parts,
    dispatcher,
    onEnd: (end) => {
      const { job, outcome, seconds, error } = end;
      const line = {
        job: job.id,
        outcome,
        seconds: Math.round(seconds * 1000) / 1000,
        attempt: job.attempts,
      };
      if (error?.code === 'internal')
        log.error({ ...line, err: error }, 'a picture failed by a fault of heroshot');
      else log.info({ ...line, ...(error ? { code: error.code } : {}) }, 'picture');
      traceJob(end);
      tell({ service: 'ended', ended: inShort(end) });
    },
    onError: (error) => log.warn({ err: error }, 'the worker waits'),
  });
  tell({ service: 'ready' });
  const signal = await stopped;
  log.info({ signal, busy: worker.busy }, 'stopping');
  await worker.stop();
  await dispatcher.close();
  await parts.close();
  process.exit(0);
} catch (thrown) {
  log.fatal({ err: asHeroshotError(thrown) }, 'the worker could not start');
  process.exit(1);
}
