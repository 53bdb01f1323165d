import { Keys } from '../jobs/keys/keys.js';
import type { ApiContext } from './context.js';
import { type CheckedApiOptions, checkedOptions } from './options.js';

/** What routes work with: the context, its options with their defaults, and what they share. */
export interface Services extends Omit<ApiContext, 'options'> {
  options: CheckedApiOptions;
  keys: Keys;
}

export function createServices(context: ApiContext): Services {
  return { ...context, options: checkedOptions(context.options), keys: new Keys(context.store.db) };
}
