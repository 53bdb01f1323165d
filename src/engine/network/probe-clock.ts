import { readFileSync } from 'node:fs';

/**
 * Milliseconds that this thread was not kept waiting for a processor: a clock for computing that other programs hardly
 * disturb. Linux counts the waiting (proc_pid_schedstat(5), the second figure); elsewhere this is the clock on the wall.
 */
export function unhinderedTime(): number {
  return performance.now() - waited();
}

function waited(): number {
  try {
    const [, nanoseconds] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ');
    return Number(nanoseconds) / 1e6 || 0;
  } catch {
    return 0;
  }
}
