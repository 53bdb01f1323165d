import { describe, expect, it } from 'vitest';
import { StatementCache } from './statement-cache.js';

describe('the cache of statements', () => {
  it('prepares a text once', () => {
    const prepared: string[] = [];
    const cache = new StatementCache((text) => ({ number: prepared.push(text) }));
    expect(cache.get('a')).toBe(cache.get('a'));
    expect(cache.get('b')).not.toBe(cache.get('a'));
    expect(prepared).toEqual(['a', 'b']);
  });

  it('forgets the one that was used longest ago', () => {
    const prepared: string[] = [];
    const cache = new StatementCache((text) => ({ number: prepared.push(text) }));
    for (let i = 0; i < 200; i++) cache.get(`s${i}`);
    cache.get('s0');
    cache.get('one more');
    cache.get('s0');
    expect(prepared).toHaveLength(201);
    cache.get('s1');
    expect(prepared.at(-1)).toBe('s1');
  });

  it('keeps nothing of a text that cannot be prepared', () => {
    let tries = 0;
    const cache = new StatementCache(() => {
      if (++tries === 1) throw new Error('no such table');
      return {};
    });
    expect(() => cache.get('a')).toThrow('no such table');
    expect(cache.get('a')).toBe(cache.get('a'));
    expect(tries).toBe(2);
  });
});
