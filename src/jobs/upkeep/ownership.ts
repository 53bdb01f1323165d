import { randomBytes } from 'node:crypto';
import { HeroshotError } from '../../engine/errors.js';
import type { Kept } from './removal.js';

/** Where the files say to which database they belong. */
export const OWNER_KEY = 'service/id';

/**
 * Make sure that the files are this database's, before those that it does not know are taken for orphans. Files without an
 * owner become its own.
 *
 * @throws {HeroshotError} `foreign_blobs`
 */
export async function claimBlobs({ store, blobs }: Kept): Promise<void> {
  const drawn = randomBytes(16).toString('hex');
  await store.db
    .insertInto('setting')
    .values({ name: 'service', value: drawn, expires_at: null })
    .onConflict((clash) => clash.column('name').doNothing())
    .execute();
  const { value } = await store.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'service')
    .executeTakeFirstOrThrow();
  try {
    const owner = Buffer.from(await blobs.read(OWNER_KEY)).toString();
    if (owner !== value)
      throw new HeroshotError('foreign_blobs', `the stored files belong to another database (${OWNER_KEY})`);
  } catch (error) {
    if ((error as HeroshotError).code !== 'file_not_found') throw error;
    await blobs.write(OWNER_KEY, Buffer.from(value));
  }
}
