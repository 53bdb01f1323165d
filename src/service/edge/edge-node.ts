import type { FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';
import type { Registry } from 'prom-client';
import sharp from 'sharp';
import { type RemoteEnhancer, remoteEnhancer } from '../../edge/enhancer/remote-enhancer.js';
import { pictureFlight } from '../../edge/flight/picture-flight.js';
import { edgePlugin } from '../../edge/plugin.js';
import { createEdge, type EdgeServer } from '../../edge/server/edge-server.js';
import type { KeyPair } from '../../edge/signature.js';
import { HeroshotError } from '../../engine/errors.js';
import type { Logger } from '../../jobs/telemetry/log.js';
import { isShared, type WorkerSettings } from '../settings.js';
import { warmUp } from '../warm-up.js';
import { openCaches } from './caches.js';
import { examplePath } from './example.js';
import { openFallback } from './fallback.js';
import { edgeKeys, edgeKeysOrNew } from './keys.js';
import { edgeGauges, edgeWatch } from './metrics.js';
import { readPresets } from './presets.js';
import { purgeRoute } from './purge-route.js';
import { spreadPurges } from './purge-spread.js';
import { checkEdgeSettings, type EdgeSettings } from './settings.js';
import { sourcesOf, unreadableBuckets } from './sources.js';

export type EdgeNodeSettings = EdgeSettings & Omit<WorkerSettings, 'metricsPort'>;

/** What the service lends to it. */
export interface EdgeNodeParts {
  log: Logger;
  registry: Registry;
  /** Joins nodes; each works for itself where absent. */
  redis: Redis | undefined;
}

/** Pictures on the fly, within the service. */
export interface EdgeNode {
  enhancing: EdgeServer['enhancing'];
  /** Whether the networks are loaded, or there are none. */
  readonly ready: boolean;
  /** Add its routes. */
  mount(app: FastifyInstance): void;
  /** Tell where it is. @param address of the service, as people reach it */
  announce(address: string): Promise<void>;
  close(): Promise<void>;
}

/** Side of the picture that warms up: its tiles reach every thread. */
const WARM_UP = 320;

/**
 * Open pictures on the fly as the settings say.
 *
 * @throws {HeroshotError} `bad_option`, `file_not_found`, `data_in_use`, `not_writable`, …
 */
export async function openEdgeNode(
  settings: EdgeNodeSettings,
  { log, registry, redis }: EdgeNodeParts,
): Promise<EdgeNode> {
  checkEdgeSettings(settings);
  const { edgePrefix: prefix, edgeTier: tier, edgeFallback, edgePresets } = settings;
  const keys = await keysOf(settings);
  const { options: sources, buckets } = await sourcesOf(settings);
  const presets = edgePresets === undefined ? {} : await readPresets(edgePresets);
  const fallback = edgeFallback === undefined ? undefined : await openFallback(edgeFallback);
  const onFault = (error: unknown) => log.warn({ err: error }, 'pictures on the fly');
  const enhancer = settings.edgeEnhance ? openEnhancer(settings, onFault) : undefined;
  const cache = await openCaches(settings, onFault);
  sharp.cache(false);
  const edge = createEdge({
    ...{ sources, cache, enhancer, tier, presets, onFault },
    signatures: { keys, allowUnsafe: settings.edgeAllowUnsafe ?? false },
    negotiation: { hints: settings.edgeHints },
    wait: settings.edgeWait,
    patience: settings.edgePatience * 1000,
    enhancing: { waiting: settings.edgeQueue, deadline: settings.edgePatience * 1000 },
    life: { fresh: settings.edgeMaxAge },
    allowOrigins: originsOf(settings),
    watch: edgeWatch(registry),
    ...(redis ? { flight: pictureFlight({ redis, onFault }) } : {}),
    ...(fallback ? { fallback } : {}),
  });
  edgeGauges(registry, { enhancing: edge.enhancing, enhancerUp: () => enhancer?.pid !== undefined });
  const spread =
    redis && settings.redis
      ? await spreadPurges(settings.redis, redis, (source) => edge.purge(source), onFault)
      : undefined;
  let ready = enhancer === undefined;
  const warm = async () => {
    if (enhancer) await warmUp((bytes, scale) => enhancer.enhance(bytes, { scale, tier }), WARM_UP);
  };
  // Where it fails, plain pictures are served; the log says why.
  warm()
    .catch(onFault)
    .finally(() => {
      ready = true;
    });
  return {
    enhancing: edge.enhancing,
    get ready() {
      return ready;
    },
    mount(app) {
      app.register(edgePlugin, { prefix, edge });
      app.register(purgeRoute, {
        async purge(source) {
          await edge.purge(source);
          await spread?.tell(source);
        },
      });
    },
    async announce(address) {
      const [pair] = keys;
      const path = sources.folder && (await examplePath(String(sources.folder), pair));
      log.info(
        { at: `${address}${prefix}`, ...(path ? { try: `${address}${prefix}${path}` } : {}) },
        path ? 'pictures on the fly: open this address' : 'pictures on the fly',
      );
      if (settings.edgeAllowUnsafe)
        log.warn('addresses that nobody signed are served: anybody can make the server work');
      for (const [name, error] of await unreadableBuckets(buckets))
        log.warn({ err: error }, `the bucket ${name} can't be read`);
    },
    async close() {
      spread?.close();
      await edge.close();
      for (const { reader } of buckets) reader.close();
      await enhancer?.close();
    },
  };
}

function openEnhancer(
  { device, precision, threads }: EdgeNodeSettings,
  onFault: (error: unknown) => void,
): RemoteEnhancer {
  return remoteEnhancer({ engine: { device, precision, ...(threads ? { threads } : {}) }, onFault });
}

async function keysOf(settings: EdgeNodeSettings): Promise<KeyPair[]> {
  if (!isShared(settings)) return edgeKeysOrNew(process.env, settings.data);
  const keys = await edgeKeys(process.env, settings.data);
  if (keys.length === 0 && !settings.edgeAllowUnsafe)
    throw new HeroshotError(
      'bad_option',
      'nodes that share their work need the same keys for pictures on the fly: set HEROSHOT_EDGE_KEY and HEROSHOT_EDGE_SALT, each `openssl rand -hex 32`',
    );
  return keys;
}

function originsOf({ edgeAllowOrigin: said }: EdgeSettings): '*' | string[] {
  if (said.includes('*')) return '*';
  return said.filter((origin) => origin !== 'none');
}
