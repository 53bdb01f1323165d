import type { Hold } from './guard/hold.js';
import type { Removed } from './measure/verdict.js';
import type { CheckedOptions } from './options.js';
import type { Condition } from './picture.js';

/** What the guard holds beyond the means of regions: less where noise or softness is removed on purpose. */
export function whatToHold({ noise, blur }: Condition, { restore, sharpen }: CheckedOptions): Hold {
  if ((restore !== 'auto' && restore > 0) || noise > 0) return 'nothing';
  return blur > 0 || (sharpen !== 'auto' && sharpen > 0) ? 'colours' : 'all';
}

/** The damage that was measured, not set by hand: what its removal changes is no surprise. */
export function measuredPart({ noise, blur }: Condition, { restore, sharpen }: CheckedOptions): Removed {
  return { noise: restore === 'auto' ? noise : 0, blur: sharpen === 'auto' ? blur : 0 };
}
