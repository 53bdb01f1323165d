import { describe, expect, it, vi } from 'vitest';
import { WorkQueue } from './work-queue.js';

/** Work that ends when it is told to. */
function held() {
  let end = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work: () => done, end };
}

describe('the work queue', () => {
  const queue = (waiting = 4, deadline = 60_000) => new WorkQueue({ atOnce: 1, waiting, deadline });

  it('does what is awaited first, each in its order', async () => {
    const line = queue();
    const first = held();
    const order: string[] = [];
    const all = [line.run(first.work)];
    for (const [name, urgency] of [
      ['behind', 'behind'],
      ['one', 'awaited'],
      ['two', 'awaited'],
    ] as const)
      all.push(line.run(async () => void order.push(name), urgency));
    expect([line.running, line.waiting]).toEqual([1, 3]);
    first.end();
    await Promise.all(all);
    expect(order).toEqual(['one', 'two', 'behind']);
    expect([line.running, line.waiting]).toEqual([0, 0]);
  });

  it('refuses what it has no room for, and what nobody awaits sooner', async () => {
    const line = queue();
    const first = held();
    const all = [line.run(first.work)];
    const nothing = async () => {};
    for (let i = 0; i < 2; i++) all.push(line.run(nothing, 'behind'));
    await expect(line.run(nothing, 'behind')).rejects.toMatchObject({ code: 'busy' });
    for (let i = 0; i < 4; i++) all.push(line.run(nothing));
    await expect(line.run(nothing)).rejects.toMatchObject({ code: 'busy', status: 503 });
    first.end();
    await Promise.all(all);
  });

  it('refuses what waited too long, and does the rest', async () => {
    const line = queue(4, 20);
    const first = held();
    const work = vi.fn(async () => {});
    const running = line.run(first.work);
    await expect(line.run(work)).rejects.toMatchObject({ code: 'busy' });
    expect(line.waiting).toBe(0);
    first.end();
    await running;
    expect(work).not.toHaveBeenCalled();
    await line.run(work);
    expect(work).toHaveBeenCalledOnce();
  });

  it('goes on after a failure, and says when it is idle', async () => {
    const line = queue();
    const first = held();
    const failing = line.run(() => first.work().then(() => Promise.reject(new Error('broken'))));
    const after = line.run(async () => 'well');
    const idle = line.whenIdle().then(() => line.waiting + line.running);
    first.end();
    await expect(failing).rejects.toThrow('broken');
    expect(await after).toBe('well');
    expect(await idle).toBe(0);
    await line.whenIdle();
  });
});
