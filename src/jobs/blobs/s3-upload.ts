import type { CompletedPart, ListMultipartUploadsCommandOutput } from '@aws-sdk/client-s3';
import type { Connection } from './s3-client.js';
import { partsOf } from './s3-parts.js';

/** Where an object goes. */
export interface Target {
  Bucket: string;
  Key: string;
}

/**
 * Upload a stream of unknown length: one request where it fits a part, else part after part. The object is there when all
 * parts are; where anything fails the upload is aborted, and S3 forgets its parts. In memory are at most two parts.
 *
 * @throws what the SDK, the stream or the signal throws
 */
export async function upload(
  { sdk, client }: Connection,
  target: Target,
  chunks: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<void> {
  const options = signal ? { abortSignal: signal } : {};
  const parts = partsOf(chunks);
  try {
    const first = (await parts.next()).value as Buffer;
    const second = await parts.next();
    if (second.done) {
      await client.send(new sdk.PutObjectCommand({ ...target, Body: first }), options);
      return;
    }
    const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand(target), options);
    const begun = { ...target, UploadId };
    try {
      const done: CompletedPart[] = [];
      const send = async (Body: Buffer) => {
        const PartNumber = done.length + 1;
        const { ETag } = await client.send(
          new sdk.UploadPartCommand({ ...begun, PartNumber, Body }),
          options,
        );
        done.push({ PartNumber, ETag });
      };
      await send(first);
      await send(second.value);
      for await (const part of parts) await send(part);
      await client.send(
        new sdk.CompleteMultipartUploadCommand({ ...begun, MultipartUpload: { Parts: done } }),
        options,
      );
    } catch (error) {
      // Where this fails too, `sweepUnfinished` finds it; what went wrong first is what is told.
      await client.send(new sdk.AbortMultipartUploadCommand(begun)).catch(() => {});
      throw error;
    }
  } finally {
    await parts.return(undefined);
  }
}

/** Abort uploads that were begun before a time, and never ended. @returns how many */
export async function abortUploads(
  { sdk, client }: Connection,
  Bucket: string,
  Prefix: string,
  before: number,
): Promise<number> {
  let aborted = 0;
  let after: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | undefined = {};
  while (after) {
    const page: ListMultipartUploadsCommandOutput = await client.send(
      new sdk.ListMultipartUploadsCommand({ Bucket, Prefix, ...after }),
    );
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      if (!Initiated || Initiated.getTime() >= before) continue;
      await client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      aborted++;
    }
    after = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
      : undefined;
  }
  return aborted;
}
