import pg from 'pg';
import { HeroshotError } from '../engine/errors.js';
import { storeError } from '../jobs/store/store-error.js';

/** What the network says where a server has gone. */
const GONE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ENOTFOUND']);
/** Classes of PostgreSQL's codes that are a state of the server, not a fault of a statement (appendix A). */
const STATE = /^(08|53|57|58)/;

/** A failure of the database that will pass as `store_unreachable` or `disk_full`; anything else as it is. */
export function storeFault(error: unknown): unknown {
  if (error instanceof HeroshotError || !(error instanceof Error)) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  const sqlite = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY)/.test(code);
  const server = error instanceof pg.DatabaseError ? STATE.test(code) : GONE.has(code);
  const line = /Connection terminated|timeout exceeded when trying to connect|Query read timeout/.test(
    error.message,
  );
  return sqlite || server || line ? storeError(error) : error;
}
