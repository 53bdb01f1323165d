import autocannon from 'autocannon';

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
