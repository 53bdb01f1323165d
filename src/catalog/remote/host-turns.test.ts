import { describe, expect, it } from 'vitest';
import { HostTurns, pause } from './host-turns.js';

/** Work that ends when the test says so. */
function held() {
  let end = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { done, end };
}

describe('turns', () => {
  it('are as many per host as was said, and in order', async () => {
    const turns = new HostTurns(1);
    const begun: string[] = [];
    const first = held();
    const jobs = [
      turns.take('a', () => {
        begun.push('a1');
        return first.done;
      }),
      turns.take('a', async () => void begun.push('a2')),
      turns.take('a', async () => void begun.push('a3')),
      turns.take('b', async () => void begun.push('b1')),
    ];
    await jobs[3];
    expect(begun).toEqual(['a1', 'b1']);
    first.end();
    await Promise.all(jobs);
    expect(begun).toEqual(['a1', 'b1', 'a2', 'a3']);
  });

  it('pass on when the work fails', async () => {
    const turns = new HostTurns(1);
    const failed = turns.take('a', () => Promise.reject(new Error('no')));
    const next = turns.take('a', async () => 'yes');
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  it('are given up by a signal, and the next in line is not forgotten', async () => {
    const turns = new HostTurns(1);
    const first = held();
    const stop = new AbortController();
    const running = turns.take('a', () => first.done);
    const leaving = turns.take('a', async () => 'never', stop.signal);
    const staying = turns.take('a', async () => 'here');
    stop.abort(new Error('left'));
    await expect(leaving).rejects.toThrow('left');
    first.end();
    await running;
    expect(await staying).toBe('here');
  });

  it('begin after the pause that a host asked for', async () => {
    const turns = new HostTurns(2);
    turns.pause('a', 40);
    const start = performance.now();
    await turns.take('a', async () => {});
    expect(performance.now() - start).toBeGreaterThanOrEqual(35);
  });

  it('a pause ends at once by a signal', async () => {
    await expect(pause(1e9, AbortSignal.timeout(5))).rejects.toThrow();
  });
});
