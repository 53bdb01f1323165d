import { describe, expect, it, vi } from 'vitest';
import { isTooSlow, recalled, remember } from './ledger.js';

vi.stubGlobal('BUILD', { version: '1-a' });

function storage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

describe('what is known of a device', () => {
  const measured = { pace: 9000, device: 'wasm', threads: 2 } as const;

  it('is remembered for the version that measured it', () => {
    const store = storage();
    remember(() => store, measured);
    expect(recalled(() => store)).toEqual(measured);
    vi.stubGlobal('BUILD', { version: '1-b' });
    expect(recalled(() => store)).toBe(undefined);
    vi.stubGlobal('BUILD', { version: '1-a' });
  });

  it.each(['', 'no JSON', 'null', '[]', '{"version":"1-a","pace":"fast"}', '{"version":"1-a","pace":-1}'])(
    'is nothing where %j is stored',
    (text) => {
      const store = storage();
      store.kept.set('heroshot:device', text);
      expect(recalled(() => store)).toBe(undefined);
    },
  );

  it('does no harm where nothing can be stored or read', () => {
    const forbidden = () => {
      throw new Error('forbidden');
    };
    expect(() => remember(forbidden, measured)).not.toThrow();
    expect(() => remember(() => ({ setItem: forbidden }), measured)).not.toThrow();
    expect(recalled(forbidden)).toBe(undefined);
    expect(recalled(() => ({ getItem: forbidden }))).toBe(undefined);
  });

  it('is too slow where 400×400 pixels would take longer than patience', () => {
    expect(isTooSlow(measured, 1441)).toBe(false);
    expect(isTooSlow(measured, 1439)).toBe(true);
  });
});
