import { useCallback, useEffect, useRef, useState } from 'react';
import { askJson } from '../api/ask.js';
import { asFault, type Fault } from '../api/fault.js';

interface List<T> {
  data: T[];
  next: string | null;
}

/** A list of the service, a page at a time. */
export interface Pages<T> {
  rows: readonly T[];
  more: boolean;
  loading: boolean;
  fault?: Fault | undefined;
  load(): void;
  /** Begin again. */
  refresh(): void;
}

/** A page's address may begin with another name of this service. */
export const ownPath = (address: string): string => {
  const { pathname, search } = new URL(address, location.href);
  return pathname + search;
};

/** The pages of a list, the first of which is loaded at once. */
export function usePages<T extends { id: string }>(path: string): Pages<T> {
  const [rows, setRows] = useState<readonly T[]>([]);
  const [next, setNext] = useState<string | null>(path);
  const [loading, setLoading] = useState(true);
  const [fault, setFault] = useState<Fault>();
  const turn = useRef(0);
  const fetchPage = useCallback(async (from: string, fresh: boolean) => {
    const mine = ++turn.current;
    setLoading(true);
    try {
      const { data, next: after } = await askJson<List<T>>(from);
      if (mine !== turn.current) return;
      setRows((before) => (fresh ? data : [...before, ...data]));
      setNext(after && ownPath(after));
      setFault(undefined);
    } catch (error) {
      if (mine === turn.current) setFault(asFault(error));
    } finally {
      if (mine === turn.current) setLoading(false);
    }
  }, []);
  const refresh = useCallback(() => void fetchPage(path, true), [path, fetchPage]);
  useEffect(refresh, [refresh]);
  return {
    rows,
    more: next !== null,
    loading,
    fault,
    load: () => next && void fetchPage(next, false),
    refresh,
  };
}
