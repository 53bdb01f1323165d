import { useSyncExternalStore } from 'react';

/** A value that lives outside of React and is watched by it. */
export interface External<T> {
  get(): T;
  set(next: T | ((before: T) => T)): void;
  listen(listener: () => void): () => void;
}

/** Changes that come close together are told once, before the next frame. */
export function external<T>(first: T): External<T> {
  let value = first;
  let told = true;
  const listeners = new Set<() => void>();
  const tell = () => {
    told = true;
    for (const listener of listeners) listener();
  };
  return {
    get: () => value,
    set(next) {
      value = typeof next === 'function' ? (next as (before: T) => T)(value) : next;
      if (!told) return;
      told = false;
      queueMicrotask(tell);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const useExternal = <T>({ listen, get }: External<T>): T => useSyncExternalStore(listen, get);
