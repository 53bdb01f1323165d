import { batchEvents } from './batch-events.js';
import { batches } from './batches.js';
import { images } from './images.js';
import { jobs } from './jobs.js';
import { outputs } from './outputs.js';
import { presets } from './presets.js';
import type { ApiRoutes } from './routes.js';

/** Every file of routes. */
export const ROUTES: readonly ApiRoutes[] = [images, jobs, outputs, batches, batchEvents, presets];
