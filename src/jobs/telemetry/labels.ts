import { ERRORS } from '../../engine/errors.js';
import { JOB_STATES } from '../job.js';
import { STAGES } from './ended-job.js';

/** Values that a label may have. Anything else is `other`: each value is a series of its own, and those have to end somewhere. */
const VALUES = {
  state: new Set<string>(JOB_STATES),
  stage: new Set<string>(STAGES),
  outcome: new Set(['succeeded', 'failed', 'cancelled', 'lost', 'handed-back']),
  verdict: new Set(['none', 'pass', 'review', 'warn', 'fail']),
  code: new Set(['none', ...Object.keys(ERRORS)]),
  delivery: new Set(['delivered', 'retried', 'failed']),
  method: new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
  status: new Set(['1xx', '2xx', '3xx', '4xx', '5xx']),
} as const;

/** A label's value, within its bounds. */
export const label = (name: keyof typeof VALUES, value: string): string =>
  VALUES[name].has(value) ? value : 'other';

/** Routes that are told apart. An API has its patterns; somebody who gave addresses instead would give them without end. */
const MOST_ROUTES = 200;

/** Keeps the number of routes within bounds. */
export class Routes {
  readonly #known = new Set<string>();

  label(route: string): string {
    if (!this.#known.has(route)) {
      if (this.#known.size >= MOST_ROUTES || route.length > 200) return 'other';
      this.#known.add(route);
    }
    return route;
  }
}
