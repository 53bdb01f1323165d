import type { Dispatcher } from '../jobs/dispatch/dispatcher.js';
import { processPort, serveDispatcher } from '../jobs/dispatch/over-port.js';
import type { Store } from '../jobs/store/open-store.js';
import type { EndedJob } from '../jobs/telemetry/ended-job.js';
import { onChildMessage } from './child-messages.js';
import type { WorkerSettings } from './settings.js';
import { WorkerChild } from './worker-child.js';

/** What the service tells its working process, and hears of it. */
export interface EmbeddedOptions {
  settings: WorkerSettings;
  store: Pick<Store, 'jobs' | 'batches'>;
  dispatcher: Dispatcher;
  onEnded: (ended: EndedJob) => void;
  onDeath: (how: { code: number | null; signal: NodeJS.Signals | null }) => void;
  onError: (error: unknown) => void;
}

/** The working process of a service on its own: the only one that works on its store. */
export class EmbeddedWorker {
  readonly #child: WorkerChild;
  #ready = false;

  constructor(private readonly options: EmbeddedOptions) {
    const { settings, dispatcher, onEnded, onDeath, onError } = options;
    this.#child = new WorkerChild({
      settings,
      yielding: true,
      onStart: (child) => {
        serveDispatcher(dispatcher, processPort(child));
        onChildMessage(child, (message) => {
          if (message.service === 'ready') this.#ready = true;
          else onEnded(message.ended);
        });
      },
      onDeath: (how) => {
        this.#ready = false;
        onDeath(how);
        this.recover().catch(onError);
      },
    });
  }

  /** Whether its networks are loaded and it takes pictures. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Take up what an earlier process left at work, and start. */
  async start(): Promise<void> {
    await this.recover();
    this.#child.start();
  }

  /** What was at work waits again: there is no other worker that could be at it. */
  async recover(): Promise<void> {
    const { store, dispatcher } = this.options;
    const everything = Date.now() + 1;
    const jobs = await store.jobs.recover(everything);
    const batches = await store.batches.recover(everything);
    await dispatcher.add([...jobs, ...batches].map(({ id, priority }) => ({ id, priority })));
  }

  async stop(): Promise<void> {
    await this.#child.stop(this.options.settings.grace);
    this.#ready = false;
  }
}
