import { HeroshotError } from '../../engine/errors.js';

/** A failure of the database as a {@link HeroshotError}; addresses and passwords are left out of its message. */
export function storeError(error: unknown): HeroshotError {
  if (error instanceof HeroshotError) return error;
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string };
  const full = code === '53100' || code.startsWith('SQLITE_FULL') || message.includes('disk is full');
  if (full) return new HeroshotError('disk_full', 'the database has no space left', { cause: error });
  const readOnly = /SQLITE_(CANTOPEN|READONLY)/.test(code) || /unable to open|readonly/.test(message);
  if (readOnly) return new HeroshotError('not_writable', 'the database cannot be written', { cause: error });
  return new HeroshotError(
    'store_unreachable',
    `the database does not answer as it should (${code || (error as Error)?.name || 'unknown'})`,
    { cause: error },
  );
}
