import type { Limits } from './limits.js';
import type { Arena } from './pool/arena.js';
import type { Pool } from './pool/pool.js';
import type { RunPlans } from './run-plan.js';

/** What one engine's pictures share. */
export interface EngineContext {
  pool: Pool;
  /** One thread that feeds an accelerator, so that a device serves one session and one tile at a time. */
  lane: Pool;
  arena: Arena;
  limits: Limits;
  /** Where and how each model runs. */
  plans: RunPlans;
  folder: string;
}
