import { describe, expect, test } from 'vitest';
import { unhinderedTime } from './probe-clock.js';

/** Some milliseconds of work. */
function work(): number {
  let sum = 0;
  for (let i = 0; i < 3e6; i++) sum += Math.sqrt(i);
  return sum;
}

describe('clock of the probe', () => {
  test('goes on with work, and never faster than the clock on the wall', () => {
    const [start, wall] = [unhinderedTime(), performance.now()];
    expect(work()).toBeGreaterThan(0);
    const took = unhinderedTime() - start;
    expect(took).toBeGreaterThan(0);
    expect(took).toBeLessThan(performance.now() - wall + 1);
  });
});
