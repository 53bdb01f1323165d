import type { Limits } from './limits.js';
import type { Device } from './network/session.js';
import type { Arena } from './pool/arena.js';
import type { Pool } from './pool/pool.js';

/** What one engine's pictures share. */
export interface EngineContext {
  pool: Pool;
  arena: Arena;
  limits: Limits;
  device: Device;
  folder: string;
}
