import { describe, expect, it } from 'vitest';
import { Arrivals } from './arrivals.js';

const mark = (bytes: number, changedAt = 0) => ({ bytes, changedAt });
const folder = (...sizes: [string, number][]) => new Map(sizes.map(([path, bytes]) => [path, mark(bytes)]));
const ready = (arrivals: Arrivals, now: number) => [...arrivals.ready(now)].map(({ path }) => path);

describe('arrivals', () => {
  it('are ready when they have stayed as they are for long enough, in the order in which they came', () => {
    const arrivals = new Arrivals(1000);
    arrivals.seen(folder(['b', 1]), true, 0);
    arrivals.seen(folder(['a', 1], ['b', 1]), true, 500);
    expect([ready(arrivals, 999), arrivals.next, arrivals.waiting]).toEqual([[], 1000, 2]);
    expect(ready(arrivals, 1499)).toEqual(['b']);
    expect(ready(arrivals, 1500)).toEqual(['b', 'a']);
  });

  it('wait anew whenever they change', () => {
    const arrivals = new Arrivals(1000);
    for (let now = 0; now < 5000; now += 500) arrivals.seen(folder(['a', now]), true, now);
    expect(ready(arrivals, 5000)).toEqual([]);
    expect(ready(arrivals, 5500)).toEqual(['a']);
    arrivals.look('a', mark(4500, 1), 5500);
    expect(ready(arrivals, 5600)).toEqual([]);
  });

  it('are left alone when they are through, until they change', () => {
    const arrivals = new Arrivals(1000);
    arrivals.seen(folder(['a', 1]), true, 0);
    arrivals.begin('a');
    expect([ready(arrivals, 9000), arrivals.next]).toEqual([[], Infinity]);
    arrivals.through('a', mark(1));
    arrivals.seen(folder(['a', 1]), true, 10_000);
    expect(ready(arrivals, 99_000)).toEqual([]);
    arrivals.seen(folder(['a', 2]), true, 99_000);
    expect(ready(arrivals, 100_000)).toEqual(['a']);
  });

  it('that change while they are at work are seen by the next look after it', () => {
    const arrivals = new Arrivals(1000);
    arrivals.seen(folder(['a', 1]), true, 0);
    arrivals.begin('a');
    arrivals.seen(folder(['a', 2]), true, 1000);
    arrivals.through('a', mark(1));
    arrivals.seen(folder(['a', 2]), true, 2000);
    expect(ready(arrivals, 3000)).toEqual(['a']);
  });

  it('that are put back wait again', () => {
    const arrivals = new Arrivals(1000);
    arrivals.seen(folder(['a', 1]), true, 0);
    arrivals.begin('a');
    arrivals.putBack('a', mark(1), 5000);
    expect([ready(arrivals, 5999), ready(arrivals, 6000)]).toEqual([[], ['a']]);
    arrivals.look('a', undefined, 6000);
    expect(arrivals.waiting).toBe(0);
  });

  it('are forgotten when they are gone, unless the look could not see everything', () => {
    const arrivals = new Arrivals(1000);
    arrivals.seen(folder(['a', 1], ['b', 1]), true, 0);
    arrivals.through('a', mark(1));
    arrivals.seen(folder(), false, 500);
    expect(ready(arrivals, 2000)).toEqual(['b']);
    arrivals.seen(folder(), true, 2000);
    arrivals.seen(folder(['a', 1]), true, 3000);
    expect(ready(arrivals, 4000)).toEqual(['a']);
  });
});
