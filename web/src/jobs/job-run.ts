import { askJson } from '../api/ask.js';
import { client } from '../api/client.js';
import { asFault, Fault } from '../api/fault.js';
import type { Job } from '../api/types.js';
import { type External, external } from '../app/external.js';
import { patience, pause, setLost } from '../enhance/connection.js';

/** One job from the press of a button to its end. */
export interface Run {
  state: 'idle' | 'sending' | 'queued' | 'running' | 'done' | 'failed';
  /** Share that was sent, 0..1. */
  sent: number;
  job?: Job;
  fault?: Fault;
}

/** What handing a job in is told. */
export interface HandingIn {
  /** The same for every try. */
  once: string;
  signal: AbortSignal;
  onSent(share: number): void;
}

const IDLE: Run = { state: 'idle', sent: 0 };
const OFTEN_MS = 600;

/** The only job of a part of the page: begun anew it replaces the one before. */
export class JobRun {
  readonly now: External<Run> = external(IDLE);
  #abort = new AbortController();

  /** Hand a job in and follow it; a line that is lost is waited for. */
  async start(handIn: (how: HandingIn) => Promise<Job>): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const tell = (run: Partial<Run>) => {
      if (!signal.aborted) this.now.set((before) => ({ ...before, ...run }));
    };
    this.now.set({ state: 'sending', sent: 0 });
    const once = crypto.randomUUID();
    const patiently = this.#patiently(signal);
    try {
      let job = await patiently(() => handIn({ once, signal, onSent: (sent) => tell({ sent }) }));
      while (job.state === 'queued' || job.state === 'running') {
        tell({ state: job.state, job });
        await pause(OFTEN_MS);
        if (signal.aborted) return;
        job = await patiently(() => askJson<Job>(`/v1/jobs/${job.id}`, { signal }));
      }
      if (job.state === 'succeeded') tell({ state: 'done', job });
      else if (job.state === 'cancelled') tell({ ...IDLE });
      else {
        const { code = 'failed', message = '', hint = '' } = job.error ?? {};
        tell({ state: 'failed', fault: new Fault(code, message, hint) });
      }
    } catch (error) {
      tell({ state: 'failed', fault: asFault(error) });
    }
  }

  /** Stop it, wherever it is. */
  async stop(): Promise<void> {
    const { job } = this.now.get();
    this.#abort.abort();
    this.now.set(IDLE);
    // One that ended meanwhile needs no stopping.
    if (job)
      await client()
        .cancel(job.id)
        .catch(() => {});
  }

  #patiently(signal: AbortSignal) {
    return async (ask: () => Promise<Job>): Promise<Job> => {
      for (let tries = 0; ; tries++) {
        try {
          const job = await ask();
          setLost(false);
          return job;
        } catch (error) {
          const fault = asFault(error);
          if (signal.aborted || !fault.passing) throw error;
          if (fault.code === 'connection') setLost(true);
          await pause(patience(tries, fault.retryAfter));
          signal.throwIfAborted();
        }
      }
    };
  }
}

export const isAtWork = ({ state }: Run): boolean =>
  state === 'sending' || state === 'queued' || state === 'running';
