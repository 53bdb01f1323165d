import { taskModule } from '../../engine/pool/task-module.js';
import type { TASKS } from './tasks.js';

/** What clips ask of the engine's threads. */
export const CLIP_THREADS = taskModule<typeof TASKS>(import.meta.url, './worker.js');
