import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlobStore } from '../blobs/blob-store.js';
import { openBlobs } from '../blobs/open-blobs.js';
import { ACCESS_KEY, s3Server } from './s3-server.js';

/** A store of files for a test, empty, and where it is. */
export interface TestBlobs {
  blobs: BlobStore;
  where: string;
  remove(): Promise<void>;
}

async function disk(): Promise<TestBlobs> {
  const where = await mkdtemp(join(tmpdir(), 'heroshot-blobs-'));
  return {
    blobs: openBlobs(where),
    where,
    remove: () => rm(where, { recursive: true, force: true }),
  };
}

async function s3(): Promise<TestBlobs> {
  process.env.AWS_ACCESS_KEY_ID = ACCESS_KEY;
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  const server = await s3Server();
  const where = `s3://test/in/here?endpoint=${server.endpoint}`;
  const blobs = openBlobs(where);
  return {
    blobs,
    where,
    remove: async () => {
      await blobs.close();
      await server.close();
    },
  };
}

/** A bucket of a real server, which `HEROSHOT_TEST_S3` names as `s3://bucket?endpoint=…`; a folder of its own in it. */
async function realS3(): Promise<TestBlobs> {
  const where = (process.env.HEROSHOT_TEST_S3 ?? '').replace(
    /\/?(\?|$)/,
    `/heroshot-${randomBytes(6).toString('hex')}$1`,
  );
  const blobs = openBlobs(where);
  return {
    blobs,
    where,
    remove: async () => {
      for await (const { key } of blobs.list('')) await blobs.remove(key);
      await blobs.close();
    },
  };
}

/** The stores of files, for suites that each must pass: `describe.each(testBlobStores())`. */
export function testBlobStores(): { name: string; make(): Promise<TestBlobs> }[] {
  const both = [
    { name: 'disk', make: disk },
    { name: 'S3', make: s3 },
  ];
  return process.env.HEROSHOT_TEST_S3 ? [...both, { name: 'the S3 server given', make: realS3 }] : both;
}
