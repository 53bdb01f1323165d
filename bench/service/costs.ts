import { Redis } from 'ioredis';
import pg from 'pg';

/**
 * What a service's part of a database has done so far, as PostgreSQL counts it. Rows are of its schema alone; transactions are of the
 * whole database, so nothing else may use it meanwhile.
 */
export async function postgresWork(url: string): Promise<{ commits: number; writes: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT (SELECT xact_commit::float FROM pg_stat_database WHERE datname = current_database()) AS commits,
              (SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::float FROM pg_stat_user_tables
               WHERE schemaname = current_schema()) AS writes`,
    );
    return rows[0];
  } finally {
    await client.end();
  }
}

/** How many commands a Redis has done so far. */
export async function redisWork(url: string): Promise<number> {
  const redis = new Redis(url);
  const info = await redis.info('stats');
  redis.disconnect();
  return Number(/total_commands_processed:(\d+)/.exec(info)?.[1]);
}
