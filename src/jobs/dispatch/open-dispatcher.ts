import type { HeroshotError } from '../../engine/errors.js';
import { bullmqDispatcher } from './bullmq.js';
import type { Dispatcher } from './dispatcher.js';
import { localDispatcher } from './local.js';

/**
 * Open the way by which ids come to workers.
 *
 * @param redisUrl for many machines; left out: in the memory of this process
 * @param onError told of each outage of Redis, once for each connection
 */
export function openDispatcher(
  redisUrl: string | undefined,
  onError?: (error: HeroshotError) => void,
): Dispatcher {
  if (redisUrl === undefined) return localDispatcher();
  return bullmqDispatcher({ url: redisUrl, ...(onError && { onError }) });
}
