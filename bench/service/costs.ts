import { Redis } from 'ioredis';
import pg from 'pg';

/** What a database has done so far, as PostgreSQL counts it; other users of the same database count too. */
export async function postgresWork(url: string): Promise<{ commits: number; writes: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT xact_commit::float AS commits, (tup_inserted + tup_updated + tup_deleted)::float AS writes
       FROM pg_stat_database WHERE datname = current_database()`,
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
