import { useEffect, useState } from 'react';
import { client } from '../api/client.js';
import { asFault } from '../api/fault.js';
import type { Batch, BatchProgress } from '../api/types.js';
import { patience, pause } from '../enhance/connection.js';

/** A batch as it is now, and how fast it goes. */
export interface Live {
  state: Batch['state'];
  counts: Batch['counts'];
  progress: number;
  /** Pictures an hour, measured while the page looks on. */
  perHour?: number;
  /** Seconds until its end at that pace. */
  left?: number;
}

/** Milliseconds of looking on before a pace is told. */
const LOOK_MS = 4000;
/** Looks that a pace is measured over. */
const LOOKS = 40;

const endedOf = ({ succeeded, failed, cancelled }: Batch['counts']) => succeeded + failed + cancelled;
export const isOpen = ({ state }: Pick<Batch, 'state'>): boolean =>
  state === 'reading' || state === 'running';

/** Pictures a millisecond since a batch was handed in: what is told until the page has looked on for a while. */
function sinceBegun({ created_at }: Batch, ended: number): number | undefined {
  const took = Date.now() - Date.parse(created_at);
  return took >= LOOK_MS && ended > 0 ? ended / took : undefined;
}

/** Hear a batch's events; a service that is started anew is asked again. */
async function listen(id: string, signal: AbortSignal, look: (told: BatchProgress) => void): Promise<void> {
  for (let tries = 0; !signal.aborted; tries++) {
    try {
      for await (const told of client().batches.events(id, signal)) {
        tries = 0;
        look(told);
      }
      return;
    } catch (error) {
      // Left, or the batch is gone; the list tells which.
      if (signal.aborted || !asFault(error).passing) return;
      await pause(patience(tries));
    }
  }
}

/** Follow a batch by its events until it is over. */
export function useLive(batch: Batch): Live {
  const [live, setLive] = useState<Live>(batch);
  useEffect(() => {
    setLive(batch);
    if (!isOpen(batch)) return;
    const abort = new AbortController();
    const seen: { at: number; ended: number }[] = [];
    const look = (told: BatchProgress) => {
      const now = { at: performance.now(), ended: endedOf(told.counts) };
      seen.push(now);
      if (seen.length > LOOKS) seen.shift();
      const first = seen[0] as typeof now;
      const took = now.at - first.at;
      const done = now.ended - first.ended;
      const perMs = took >= LOOK_MS && done > 0 ? done / took : undefined;
      const pace = perMs ?? sinceBegun(batch, now.ended);
      setLive({
        ...told,
        ...(pace ? { perHour: pace * 3_600_000, left: (told.counts.total - now.ended) / pace / 1000 } : {}),
      });
    };
    void listen(batch.id, abort.signal, look);
    return () => abort.abort();
  }, [batch]);
  return live;
}
