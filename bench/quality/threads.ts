import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';

/**
 * Work a list on all processors, one job each, and say on stderr what is done.
 *
 * @param filename module whose default export works a job
 * @param name what a job is called
 * @returns results in the order of the jobs
 */
export async function runAll<Job, Result>(
  filename: URL,
  jobs: readonly Job[],
  name: (job: Job) => string,
): Promise<Result[]> {
  if (jobs.length === 0) return [];
  const threads = Math.min(availableParallelism(), jobs.length);
  const pool = new Piscina<Job, Result>({
    filename: filename.href,
    minThreads: threads,
    maxThreads: threads,
    maxQueue: Number.POSITIVE_INFINITY,
  });
  let done = 0;
  try {
    // All must have ended before threads do: native code that is stopped in its work takes the process with it.
    const outcomes = await Promise.allSettled(
      jobs.map(async (job) => {
        const result = await pool.run(job);
        console.error(`${++done}/${jobs.length} ${name(job)}`);
        return result;
      }),
    );
    return outcomes.map((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    });
  } finally {
    await pool.destroy();
  }
}
