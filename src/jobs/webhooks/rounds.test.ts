import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Rounds } from './rounds.js';

describe('rounds', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it('come at once, then every so often', async () => {
    const work = vi.fn(async () => false);
    const rounds = new Rounds(work, () => {});
    rounds.start(1000);
    await passed(0);
    expect(work).toHaveBeenCalledTimes(1);
    await passed(999);
    expect(work).toHaveBeenCalledTimes(1);
    await passed(1);
    expect(work).toHaveBeenCalledTimes(2);
    await rounds.stop();
  });

  it('go on at once while there is more', async () => {
    const work = vi.fn(async () => work.mock.calls.length < 5);
    const rounds = new Rounds(work, () => {});
    rounds.start(1000);
    await passed(0);
    expect(work).toHaveBeenCalledTimes(5);
    await rounds.stop();
  });

  it('are never two at a time: one that is woken meanwhile follows', async () => {
    let busy = 0;
    let busiest = 0;
    const work = vi.fn(async () => {
      busiest = Math.max(busiest, ++busy);
      await passed(0);
      busy--;
      return false;
    });
    const rounds = new Rounds(work, () => {});
    rounds.start(1000);
    rounds.wake();
    rounds.wake();
    await passed(0);
    expect([busiest, work.mock.calls.length]).toEqual([1, 2]);
    await rounds.stop();
  });

  it('survive a fault, which is told, and wait for their time after it', async () => {
    const onFault = vi.fn();
    const work = vi.fn(async (): Promise<boolean> => {
      throw new Error('no database');
    });
    const rounds = new Rounds(work, onFault);
    rounds.start(1000);
    await passed(500);
    expect(onFault).toHaveBeenCalledTimes(1);
    await passed(500);
    expect(onFault).toHaveBeenCalledTimes(2);
    await rounds.stop();
  });

  it('stop when the one under way is through', async () => {
    let end = () => {};
    const work = vi.fn(() => new Promise<boolean>((resolve) => (end = () => resolve(true))));
    const rounds = new Rounds(work, () => {});
    rounds.start(1000);
    const stopped = vi.fn();
    const stopping = rounds.stop().then(stopped);
    await passed(5000);
    expect(stopped).not.toHaveBeenCalled();
    end();
    await stopping;
    await passed(5000);
    rounds.wake();
    await passed(0);
    expect(work).toHaveBeenCalledTimes(1);
  });
});
