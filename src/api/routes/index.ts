import { presets } from './presets.js';
import type { ApiRoutes } from './routes.js';

/** Every file of routes. */
export const ROUTES: readonly ApiRoutes[] = [presets];
