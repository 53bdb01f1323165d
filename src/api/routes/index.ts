import { audits } from './audits.js';
import { batchEvents } from './batch-events.js';
import { batches } from './batches.js';
import { clips } from './clips.js';
import { health } from './health.js';
import { hooks } from './hooks.js';
import { images } from './images.js';
import { jobs } from './jobs.js';
import { openapi } from './openapi.js';
import { outputs } from './outputs.js';
import { presets } from './presets.js';
import { recipes } from './recipes.js';
import type { ApiRoutes } from './routes.js';
import { webhookDeliveries } from './webhook-deliveries.js';
import { webhookEndpoints } from './webhook-endpoints.js';

/** Every file of routes. */
export const ROUTES: readonly ApiRoutes[] = [
  images,
  jobs,
  outputs,
  batches,
  batchEvents,
  audits,
  clips,
  presets,
  recipes,
  hooks,
  webhookEndpoints,
  webhookDeliveries,
  health,
  openapi,
];
