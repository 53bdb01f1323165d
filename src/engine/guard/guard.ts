import type { PixelSource } from '../network/planes.js';
import type { GuardField } from './field.js';
import type { Held } from './hold.js';
import type { ReducedResult } from './reduced.js';

/** What the guard found: the field of region means, and what comes back of the input's fine structure. */
export interface Guard {
  field: GuardField;
  held: Held;
  source: PixelSource;
  reduced: ReducedResult;
}
