import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { HeroshotError } from '../engine/errors.js';
import type { Device } from '../engine/network/device.js';
import type { PrecisionOption } from '../engine/network/precision.js';

/** Where the service keeps what it knows. Said as options, or by the environment. */
export interface ServiceSettings {
  /** Folder of the embedded store and of the blobs, where nothing else is said. */
  data: string;
  /** `postgres://…`; the embedded SQLite file in `data` where absent. */
  database?: string;
  /** `redis://…`; ids stay in memory where absent. */
  redis?: string;
  /** `s3://bucket/prefix?…`, or a folder that every node sees; `data`/blobs where absent. */
  blobs?: string;
  /** Fetch pictures from, and send webhooks to, private addresses too. */
  allowPrivate: boolean;
  /** Buckets whose objects a job may name. */
  buckets: string[];
}

/** How a working process is set up. */
export interface WorkerSettings extends ServiceSettings {
  device: Device;
  precision: PrecisionOption;
  threads?: number;
  /** Pictures at work at the same time. */
  atWork?: number;
  /** Port of the worker's own /metrics and /healthz; none where absent. */
  metricsPort?: number;
  /** Milliseconds to finish what is at work at the end. */
  grace: number;
}

/** Largest picture of a stranger, in bytes. */
export const MAX_PICTURE_BYTES = 64 * 2 ** 20;

/** Whether the service is spread over processes that share a database and a queue, or is on its own. */
export const isShared = ({ database, redis }: Pick<ServiceSettings, 'database' | 'redis'>): boolean =>
  database !== undefined && redis !== undefined;

/**
 * Refuse settings that can't work together.
 *
 * @throws {HeroshotError} `bad_option`
 */
export function checkSettings({ database, redis, blobs }: ServiceSettings): void {
  const fail = (message: string) => {
    throw new HeroshotError('bad_option', message);
  };
  if ((database === undefined) !== (redis === undefined))
    fail('--database and --redis go together: give both for many machines, or neither for one');
  if (database !== undefined && !/^postgres(ql)?:\/\/./.test(database))
    fail('--database is a PostgreSQL address: postgres://user:password@host:5432/name');
  if (redis !== undefined && !/^rediss?:\/\/./.test(redis))
    fail('--redis is a Redis address: redis://host:6379');
  if (database !== undefined && blobs === undefined)
    fail('many machines need a place that all of them see: --blobs s3://bucket or a shared folder');
}

/** Where the database is. */
export const storeAt = ({ database, data }: Pick<ServiceSettings, 'database' | 'data'>): string =>
  database ?? join(resolve(data), 'heroshot.db');

/** Where the blobs are. */
export const blobsAt = ({ blobs, data }: ServiceSettings): string => blobs ?? join(resolve(data), 'blobs');

/** A name for this process that no other node has: workers' names are how a dead one's jobs are told from a living one's. */
export const nodeName = (role: string): string =>
  `${role}-${hostname().slice(0, 60)}-${process.pid}-${Date.now().toString(36)}`;
