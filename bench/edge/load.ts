import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import type { Told } from './serve.js';

/** What a load showed: milliseconds for each answer, sorted, and how it went. */
export interface Load {
  times: number[];
  perSecond: number;
  failed: number;
}

/** Ask for paths, each once in turn; over and over where `seconds` are given. */
export function load(
  port: number,
  paths: readonly string[],
  connections: number,
  seconds?: number,
): Promise<Load> {
  const times: number[] = [];
  return new Promise((resolve, reject) => {
    const run = autocannon(
      {
        url: `http://127.0.0.1:${port}`,
        connections,
        requests: paths.map((path) => ({ path })),
        ...(seconds ? { duration: seconds } : { amount: paths.length }),
      },
      (error, result) => {
        if (error) return reject(error);
        const failed = result.non2xx + result.errors + result.timeouts;
        resolve({ times: times.sort((a, b) => a - b), perSecond: result.requests.average, failed });
      },
    );
    run.on('response', (_client, _status, _bytes, time) => times.push(time));
  });
}

/** A share of sorted times: 0.5 is the median. */
export const share = (times: readonly number[], of: number): number =>
  times[Math.min(times.length - 1, Math.floor(times.length * of))] ?? Number.NaN;

/** A server that runs. */
export interface Running {
  port: number;
  /** Enhancements that it began. */
  enhanced(): Promise<number>;
  stop(): void;
}

/** Start a server in a process of its own. */
export async function start(folder: string, which: 'heroshot' | 'ipx'): Promise<Running> {
  const child = fork(fileURLToPath(new URL('./serve.js', import.meta.url)), [folder, which]);
  const told = await next(child);
  if (!('port' in told)) throw new Error(`${which} did not start`);
  return {
    port: told.port,
    async enhanced() {
      child.send('how many?');
      const answer = await next(child);
      return 'enhanced' in answer ? answer.enhanced : Number.NaN;
    },
    stop: () => child.kill(),
  };
}

function next(child: ChildProcess): Promise<Told> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Told));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
}
