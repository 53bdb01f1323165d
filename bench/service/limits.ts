/** What a picture costs, and what the parts that all workers share carry, as measured. */
export interface Measured {
  /** Pictures an hour of one worker of one thread. */
  hourly: number;
  /** Of a picture: transactions and rows of the database, commands of Redis, bytes that go into and come out of the blob store. */
  each: { transactions: number; rows: number; commands: number; inBytes: number; outBytes: number };
  /** Jobs a second that the database and the queue carried, with no picture among them. */
  ceilings: { database: number; queue: number };
}

const WORKERS = [10, 100, 1000];

/** @returns Markdown: what so many workers ask of what they share, and which part is full first */
export function limitsTable({ hourly, each, ceilings }: Measured): string {
  const perSecond = hourly / 3600;
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  const share = (jobs: number, ceiling: number) =>
    `${((100 * jobs) / ceiling).toFixed(jobs < ceiling / 10 ? 1 : 0)} %`;
  const lines = WORKERS.map((workers) => {
    const jobs = workers * perSecond;
    const megabytes = (bytes: number) => ((jobs * bytes) / 1e6).toFixed(1);
    return `| ${[
      whole(workers),
      whole(workers * hourly),
      jobs.toFixed(1),
      `${whole(jobs * each.transactions)} (${share(jobs, ceilings.database)})`,
      whole(jobs * each.rows),
      `${whole(jobs * each.commands)} (${share(jobs, ceilings.queue)})`,
      `${megabytes(each.inBytes)} / ${megabytes(each.outBytes)}`,
    ].join(' | ')} |`;
  });
  const full = (ceiling: number) => whole(Math.floor(ceiling / perSecond));
  return `| workers | pictures/hour | jobs/s | transactions/s (of what was carried) | rows written/s | Redis commands/s (of what was carried) | MB/s into / out of the store |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${lines.join('\n')}

The database is full at ${full(ceilings.database)} workers, the queue at ${full(ceilings.queue)}.`;
}
