import type { Kysely } from 'kysely';
import type { Schema } from './schema.js';

/** Work that one node of many does at a time: reconciling, removing what is old. A turn that is not given back ends by itself. */
export class Turns {
  constructor(private readonly db: Kysely<Schema>) {}

  /** Whether this node has the turn now: nobody had it, its time is over, or it is this node's already. */
  async take(name: string, node: string, milliseconds: number, now = Date.now()): Promise<boolean> {
    const row = { value: node, expires_at: now + milliseconds };
    const { numInsertedOrUpdatedRows = 0n } = await this.db
      .insertInto('setting')
      .values({ name: `turn:${name}`, ...row })
      .onConflict((clash) =>
        clash
          .column('name')
          .doUpdateSet(row)
          .where(({ eb, or }) => or([eb('setting.expires_at', '<=', now), eb('setting.value', '=', node)])),
      )
      .executeTakeFirst();
    return numInsertedOrUpdatedRows > 0n;
  }
}
