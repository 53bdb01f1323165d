import type { PLACE_TASKS } from '../../compose/place/scene-tasks.js';
import { taskModule } from '../../engine/pool/task-module.js';

/** What placing asks of the engine's threads. */
export const PLACE_THREADS = taskModule<typeof PLACE_TASKS>(import.meta.url, './worker.js');
