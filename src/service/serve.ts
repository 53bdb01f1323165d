import type { AddressInfo } from 'node:net';
import { createApi } from '../api/api.js';
import { HeroshotError } from '../engine/errors.js';
import { openDispatcher } from '../jobs/dispatch/open-dispatcher.js';
import { processPort, serveDispatcher } from '../jobs/dispatch/over-port.js';
import { createLog } from '../jobs/telemetry/log.js';
import { createMetrics } from '../jobs/telemetry/metrics.js';
import { Reconciler } from '../jobs/upkeep/reconciler.js';
import { Retention } from '../jobs/upkeep/retention.js';
import { Webhooks } from '../jobs/webhooks/webhooks.js';
import { lockData } from './data-lock.js';
import { onChildMessage } from './child-messages.js';
import { openParts } from './parts.js';
import { checkSettings, isShared, nodeName, type WorkerSettings } from './settings.js';
import { untilSignal } from './signals.js';
import { WorkerChild } from './worker-child.js';

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
