import { taskModule } from '../../engine/pool/task-module.js';
import type { TASKS } from './tasks.js';

/** The module that the edge's own threads run. */
export const EDGE_THREADS = taskModule<typeof TASKS>(import.meta.url, './worker.js');
