import { createServer } from 'node:http';
import { HeroshotError } from '../engine/errors.js';
import { openStore } from '../jobs/store/open-store.js';
import { createLog } from '../jobs/telemetry/log.js';
import { createMetrics } from '../jobs/telemetry/metrics.js';
import { type ChildMessage, onChildMessage } from './child-messages.js';
import { checkSettings, isShared, storeAt, type WorkerSettings } from './settings.js';
import { untilSignal } from './signals.js';
import { WorkerChild } from './worker-child.js';

/**
 * `heroshot worker`: a working process that is watched over, until a signal comes.
 *
 * @returns the exit code
 * @throws {HeroshotError} `bad_option`
 */
export async function runWorker(settings: WorkerSettings): Promise<number> {
  checkSettings(settings);
  if (!isShared(settings))
    throw new HeroshotError(
      'bad_option',
      'a worker needs --database, --redis and --blobs; on one machine heroshot serve starts its own',
    );
  const log = createLog({ name: 'worker' });
  const store = await openStore(storeAt(settings));
  const metrics = createMetrics(store);
  let ready = false;
  const hear = (message: ChildMessage) => {
    if (message.service === 'ready') ready = true;
    else metrics.observeJob(message.ended);
  };
  const child = new WorkerChild({
    settings,
    yielding: false,
    onStart: (started) => onChildMessage(started, hear),
    onDeath: (how) => {
      ready = false;
      log.error(how, 'the working process ended unexpectedly; another is started');
    },
  });
  const server =
    settings.metricsPort === undefined
      ? undefined
      : createServer(async ({ url }, response) => {
          const path = url?.split('?')[0];
          if (path === '/metrics')
            response.setHeader('content-type', metrics.contentType).end(await metrics.text());
          else if (path === '/healthz') response.end('ok\n');
          else response.writeHead(path !== '/readyz' ? 404 : ready ? 200 : 503).end();
        }).listen(settings.metricsPort);
  child.start();
  await untilSignal();
  server?.close();
  await child.stop(settings.grace);
  await store.close();
  return 0;
}
