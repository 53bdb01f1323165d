import type { AddressInfo } from 'node:net';
import { createApi } from '../api/create-api.js';
import { HeroshotError, writeError } from '../engine/errors.js';
import { Keys } from '../jobs/keys/keys.js';
import { createLog } from '../jobs/telemetry/log.js';
import { type Background, startBackground } from './background.js';
import { lockData } from './data-lock.js';
import { openParts } from './parts.js';
import { openQueue } from './queue.js';
import { checkSettings, isShared, nodeName, type WorkerSettings } from './settings.js';
import { untilSignal } from './signals.js';

/** How the service is set up. */
export interface ServeSettings extends Omit<WorkerSettings, 'metricsPort'> {
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
