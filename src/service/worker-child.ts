import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { ALLOCATOR } from '../engine/pool/allocator.js';
import { taskModule } from '../engine/pool/task-module.js';

/** Carries the settings into the process, where no list of processes shows them. */
export const SETTINGS = 'HEROSHOT_WORKER_SETTINGS';

/** Milliseconds before a process that died is started again: doubled from the first up to the last. */
const RESTART_MS = { first: 500, last: 30_000 };

/** A process that lived this long did not die of its start. */
const LIVED_MS = 60_000;

/** What a child process is told and tells. */
export interface ChildOptions {
  /** Plain data, for {@link SETTINGS}. */
  settings: object;
  /** Whether it yields to others: the service's own answers come before pictures. */
  yielding: boolean;
  /** A process was started; how to talk to it. */
  onStart?: (child: ChildProcess) => void;
  /** A process ended that should not have; it is started again. */
  onDeath?: (how: { code: number | null; signal: NodeJS.Signals | null }) => void | Promise<void>;
}

/**
 * The process that holds the engine, watched over: where it is killed or crashes, for want of memory or by a fault in a
 * library, another is started. So nothing that a picture does can end the service.
 */
export class WorkerChild {
  #child: ChildProcess | undefined;
  #stopping = false;
  #wait = RESTART_MS.first;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: ChildOptions) {}

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const { settings, yielding, onStart } = this.options;
    const env = { ...ALLOCATOR, ...process.env, [SETTINGS]: JSON.stringify(settings) };
    const { file } = taskModule(import.meta.url, './worker-entry.js');
    const child = fork(file, [], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#child = child;
    if (yielding && child.pid !== undefined) yieldToOthers(child.pid);
    const begin = performance.now();
    // Where it can't be started at all, `exit` never comes.
    child.once('error', () => {
      if (child.pid === undefined) this.#died(begin, child.exitCode, child.signalCode);
    });
    child.once('exit', (code, signal) => this.#died(begin, code, signal));
    onStart?.(child);
  }

  /** Ask the process to finish what it is at, and end it where it takes longer than `grace` milliseconds and some. */
  async stop(grace: number): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const kill = setTimeout(() => child.kill('SIGKILL'), grace + 10_000);
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    await gone;
    clearTimeout(kill);
  }

  #died(begin: number, code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#stopping || this.#timer?.hasRef()) return;
    if (performance.now() - begin > LIVED_MS) this.#wait = RESTART_MS.first;
    const wait = this.#wait;
    this.#wait = Math.min(RESTART_MS.last, wait * 2);
    const again = setTimeout(() => {
      this.#timer = undefined;
      this.start();
    }, wait);
    this.#timer = again;
    void this.options.onDeath?.({ code, signal });
  }
}

function yieldToOthers(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A system that doesn't allow it: the pictures then compete with the answers.
  }
}
