import type { _Object } from '@aws-sdk/client-s3';
import type { Connection } from './s3-client.js';
import { statusOf } from './s3-error.js';

/**
 * Remove objects, 1,000 at most, in one request; one by one at servers that can't.
 *
 * @throws what the SDK throws, and the first of the errors that S3 tells of single objects
 */
export async function removeObjects(
  { sdk, client }: Connection,
  Bucket: string,
  objects: readonly _Object[],
): Promise<void> {
  const Objects = objects.map(({ Key }) => ({ Key }));
  try {
    const { Errors: [first] = [] } = await client.send(
      new sdk.DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
    );
    if (first) throw Object.assign(new Error(first.Message), { name: first.Code ?? 'unknown' });
  } catch (error) {
    // Some servers don't know the command; others still ask for its older checksum, which the SDK no longer sends.
    if (![400, 501].includes(statusOf(error) ?? 0)) throw error;
    for (const { Key } of Objects) await client.send(new sdk.DeleteObjectCommand({ Bucket, Key }));
  }
}
