import { HeroshotError } from '../../engine/errors.js';

/** What the SDK throws: S3's own error code as its name, the answer's status where there was one, else Node's code. */
interface S3Failure extends Error {
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

/** The status of S3's answer, where there was one. */
export const statusOf = (error: unknown): number | undefined =>
  (error as S3Failure)?.$metadata?.httpStatusCode;

/** Whether S3 says that it has no such object. A bucket that is missing is another matter. */
export const isMissing = (error: unknown): boolean =>
  ['NoSuchKey', 'NotFound'].includes((error as Error)?.name) && statusOf(error) === 404;

/** Whether S3 says that a range begins past an object's end. */
export const isPastEnd = (error: unknown): boolean => statusOf(error) === 416;

/**
 * A failure of S3 as a {@link HeroshotError}: `file_not_found`, `disk_full` (a quota, a full server), or
 * `blobs_unreachable`. What the server said stays in the cause: it may name keys and hosts.
 */
export function s3Error(error: unknown, what: string): HeroshotError {
  if (error instanceof HeroshotError) return error;
  if (isMissing(error))
    return new HeroshotError('file_not_found', `${what} does not exist`, { cause: error });
  const { name = '' } = (error ?? {}) as S3Failure;
  if (statusOf(error) === 507 || /QuotaExceeded|StorageFull|InsufficientStorage/.test(name))
    return new HeroshotError('disk_full', 'the bucket has no space left', { cause: error });
  return new HeroshotError(
    'blobs_unreachable',
    `the bucket cannot be used: ${reasonOf(error as S3Failure)}`,
    {
      cause: error,
    },
  );
}

function reasonOf(error: S3Failure): string {
  if (error.name === 'NoSuchBucket') return 'there is no such bucket';
  if (error.name === 'AccessDenied' || statusOf(error) === 403) return 'access is denied';
  if (/^Region (is missing|not accepted)/.test(error.message)) return 'its region is not known';
  return error.code ?? error.name;
}
