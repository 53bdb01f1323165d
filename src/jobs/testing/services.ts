import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Where the tests' services are; the usual ports unless the environment says otherwise. */
export const POSTGRES = process.env.HEROSHOT_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/test';
export const REDIS = process.env.HEROSHOT_TEST_REDIS ?? 'redis://127.0.0.1:6379';

const reached = new Map<string, Promise<boolean>>();

/**
 * Whether a service answers. Where it doesn't, its tests are skipped with a loud line; in CI they must run.
 *
 * @param look one round trip; rejects where nothing answers
 */
export function answers(name: string, look: () => Promise<unknown>): Promise<boolean> {
  let known = reached.get(name);
  if (!known) {
    known = look().then(
      () => true,
      (error: Error) => {
        if (process.env.CI) throw new Error(`${name} must answer in CI: ${error.message}`);
        console.warn(`\n!!! ${name} DOES NOT ANSWER: ITS TESTS ARE SKIPPED (${error.message}) !!!\n`);
        return false;
      },
    );
    reached.set(name, known);
  }
  return known;
}

async function onPostgres<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: POSTGRES, connectionTimeoutMillis: 3000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Whether PostgreSQL answers. */
export const postgresAnswers = (): Promise<boolean> =>
  answers('PostgreSQL', () => onPostgres((client) => client.query('SELECT 1')));

/** A part of the database of its own: its URL, and how to remove it. */
export async function postgresSchema(): Promise<{ url: string; remove(): Promise<void> }> {
  const name = `heroshot_${randomBytes(6).toString('hex')}`;
  await onPostgres((client) => client.query(`CREATE SCHEMA ${name}`));
  const url = new URL(POSTGRES);
  url.searchParams.set('options', `-c search_path=${name}`);
  return {
    url: url.href,
    remove: async () => {
      await onPostgres((client) => client.query(`DROP SCHEMA ${name} CASCADE`));
    },
  };
}
