import { type ChildProcess, fork } from 'node:child_process';
import { ALLOCATOR } from '../engine/pool/allocator.js';

/** Tells a process that it is the one that does the work. */
const WORKER = 'HEROSHOT_WORKER';

/** A worker that ends this soon did not come as far as a picture. */
const AT_ONCE_MS = 5000;

/** Unexpected ends after which a run is given up: at once, and in all. */
const GIVE_UP = { atOnce: 3, all: 20 };

/** Whether this process is the one that does the work; if so it ends with the one that watches over it. */
export function isWorker(): boolean {
  if (process.env[WORKER] === undefined) return false;
  // At once, as whoever killed the other one wants it: an orderly exit would first wait for threads in the network.
  const end = () => process.kill(process.pid, 'SIGKILL');
  process.on('disconnect', end);
  if (process.connected) process.channel?.unref();
  else end();
  return true;
}

/**
 * Do this command in a process of its own and watch over it: where that one is killed or crashes, for want of memory or by a
 * fault in a library, it is started again.
 *
 * @param again what is said to the command where it is started again, and was not said before
 * @returns its exit code
 */
export async function supervise(again: readonly string[] = ['--resume']): Promise<number> {
  const args = process.argv.slice(2);
  const ends = { atOnce: 0, all: 0 };
  for (let given = args; ; ) {
    const start = performance.now();
    const { code, signal, stopped } = await ended(startWorker(given));
    if (signal === null) return code ?? 1;
    if (stopped) return 130;
    ends.all++;
    ends.atOnce = performance.now() - start < AT_ONCE_MS ? ends.atOnce + 1 : 0;
    if (ends.all >= GIVE_UP.all || ends.atOnce >= GIVE_UP.atOnce) {
      console.error(`the run ended by ${signal} again and again; what is done stays`);
      return 1;
    }
    console.error(
      `the run ended unexpectedly (${signal}) and goes on; the pictures that it was at are tried again`,
    );
    given = [...args, ...again.filter((word) => !args.includes(word))];
  }
}

function startWorker(args: string[]): ChildProcess {
  const env = { ...ALLOCATOR, ...process.env, [WORKER]: '1' };
  return fork(process.argv[1], args, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
}

/** Wait for a worker's end. Signals are for it to answer; it hears a terminal's itself. */
async function ended(worker: ChildProcess) {
  let stopped = false;
  const pass = (signal: NodeJS.Signals) => {
    stopped = true;
    // A terminal's Ctrl-C goes to both, and the worker takes a second one as an order to end at once.
    if (signal === 'SIGTERM') worker.kill(signal);
  };
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  try {
    return await new Promise<{ code: number | null; signal: NodeJS.Signals | null; stopped: boolean }>(
      (resolve, reject) => {
        worker.once('error', reject);
        worker.once('exit', (code, signal) => resolve({ code, signal, stopped }));
      },
    );
  } finally {
    process.off('SIGINT', pass);
    process.off('SIGTERM', pass);
  }
}
