import { createApi } from '../api/create-api.js';
import { PictureFetcher } from '../catalog/remote/picture-fetcher.js';
import { HeroshotError } from '../engine/errors.js';
import { openDispatcher } from '../jobs/dispatch/open-dispatcher.js';
import { openRedis } from '../jobs/dispatch/redis.js';
import { Keys } from '../jobs/keys/keys.js';
import { IdempotencyStore } from '../jobs/store/idempotency.js';
import { createLog } from '../jobs/telemetry/log.js';
import { createMetrics } from '../jobs/telemetry/metrics.js';
import { input } from '../page/input.js';
import { keyRoutes } from '../page/keys.js';
import { page } from '../page/page.js';
import { usage } from '../page/usage.js';
import { lockData } from './data-lock.js';
import { openEdgeNode } from './edge/edge-node.js';
import { type EdgeSettings, edgeIsOn } from './edge/settings.js';
import { yieldingDispatcher } from './edge/yielding.js';
import { EmbeddedWorker } from './embedded-worker.js';
import { openParts } from './parts.js';
import { checkSettings, isShared, MAX_PICTURE_BYTES, nodeName, type WorkerSettings } from './settings.js';
import { untilSignal } from './signals.js';
import { startUpkeep } from './upkeep.js';

/** How the service is set up. */
export interface ServeSettings extends Omit<WorkerSettings, 'metricsPort'>, EdgeSettings {
  host: string;
  port: number;
  /** Ask for no key. */
  open?: boolean;
  publicUrl?: string;
  /** Requests a minute and key. */
  rateLimit: number;
  /** Pictures that may wait. */
  queueLimit: number;
  keepDays: number;
  /** Bytes that inputs and outputs may take. */
  quota?: number;
  /** Start a working process; only where the service is on its own. */
  worker: boolean;
}

/** Of the connection that counts requests: where Redis is away they are counted in memory, at once. */
const LIMITS = { maxRetriesPerRequest: 1, enableOfflineQueue: false } as const;

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** @throws {HeroshotError} `bad_option` */
function check(settings: ServeSettings): void {
  checkSettings(settings);
  if (settings.open && !LOOPBACK.has(settings.host))
    throw new HeroshotError(
      'bad_option',
      `--open asks nobody for a key, so it listens on this machine alone, not on ${settings.host}; leave out --host`,
    );
}

/**
 * `heroshot serve`: until a signal comes.
 *
 * @returns the exit code
 * @throws {HeroshotError} `bad_option`, `data_in_use`, `store_unreachable`, `blobs_unreachable`, `not_writable`
 */
export async function runService(settings: ServeSettings): Promise<number> {
  check(settings);
  const stopped = untilSignal();
  const shared = isShared(settings);
  const log = createLog({ name: 'api' });
  // Opened in this order and closed in the other: whoever is closed later is still needed by those before.
  const closing: (() => unknown)[] = [];
  try {
    if (!shared) closing.push(await lockData(settings.data));
    const { store, blobs, close } = await openParts(settings);
    closing.push(close);
    const dispatcher = openDispatcher(settings.redis, (error) => log.warn({ err: error }, 'queue'));
    closing.push(() => dispatcher.close());
    const limits =
      settings.redis &&
      (await openRedis(settings.redis, LIMITS, (error) => log.warn({ err: error }, 'limits')));
    if (limits) closing.push(() => limits.disconnect());
    const metrics = createMetrics(store);
    const edge = edgeIsOn(settings)
      ? await openEdgeNode(settings, { log, registry: metrics.registry, redis: limits || undefined })
      : undefined;
    if (edge) closing.push(() => edge.close());
    const worker =
      shared || !settings.worker
        ? undefined
        : new EmbeddedWorker({
            settings,
            store,
            // Visitors of a shop come before its catalogue.
            dispatcher: edge ? yieldingDispatcher(dispatcher, edge.enhancing) : dispatcher,
            onEnded: (ended) => metrics.observeJob(ended),
            onDeath: (how) => log.error(how, 'the working process ended unexpectedly; another is started'),
            onError: (error) => log.error({ err: error }, 'upkeep'),
          });
    const { publicUrl, allowPrivate, keepDays, quota } = settings;
    const upkeep = startUpkeep({
      ...{ store, blobs, dispatcher, metrics, allowPrivate, keepDays, node: nodeName('api') },
      ...(quota ? { quotaBytes: quota } : {}),
      publicUrl: publicUrl ?? `http://${settings.host}:${settings.port}`,
      onError: (error) => log.error({ err: error }, 'upkeep'),
    });
    closing.push(() => upkeep.stop());
    const api = createApi({
      ...{ store, blobs, dispatcher },
      options: {
        ...{ allowPrivate, rateLimit: settings.rateLimit, queueLimit: settings.queueLimit, logger: log },
        hookBuckets: settings.buckets,
        open: settings.open ?? false,
        ...(publicUrl ? { publicUrl } : {}),
      },
      ...(limits ? { redis: limits } : {}),
      overQuota: () => upkeep.overQuota(),
      webhooks: upkeep.webhooks,
      metrics: { answered: (answer) => metrics.http(answer) },
      metricsText: () => metrics.text(),
      ...(worker ? { workerReady: () => worker.ready } : {}),
      ...(edge ? { edgeReady: () => edge.ready } : {}),
    });
    const fetcher = new PictureFetcher({ allowPrivate, maxBytes: MAX_PICTURE_BYTES });
    closing.push(() => fetcher.close());
    const keys = new Keys(store.db);
    api.register(input, { store, blobs, fetcher });
    api.register(keyRoutes, { keys });
    api.register(usage, { store, keepDays, quota });
    api.register(page);
    edge?.mount(api);
    // Requests that a kill cut off: their clients come again, and need not wait.
    if (!shared) await new IdempotencyStore(store.db).releaseAll();
    await worker?.start();
    if (worker) closing.push(() => worker.stop());
    const address = await api.listen({ host: settings.host, port: settings.port });
    closing.push(() => api.close());
    log.info({ address }, 'listening');
    await edge?.announce(publicUrl ?? address);
    if (!settings.open && (await keys.list()).length === 0)
      log.warn('there is no key yet, so nobody can submit: heroshot keys create --name shop');
    log.info({ signal: await stopped }, 'stopping');
    return 0;
  } finally {
    for (const close of closing.reverse()) await close();
  }
}
