import { HeroshotError } from '../../engine/errors.js';
import { type BlobStore, isKey } from './blob-store.js';
import { diskBlobs } from './disk.js';
import { s3Blobs } from './s3.js';
import type { S3Options } from './s3-client.js';

const SWITCH: Record<string, boolean> = { '1': true, '0': false };

/**
 * Open the store of files. Nothing is connected to yet; `check` tells whether it can be used.
 *
 * @param where a folder, or `s3://bucket/prefix?endpoint=http://…&region=…&path-style=1`, each part after the bucket
 * optional
 * @throws {HeroshotError} `bad_option`
 * @example openBlobs('s3://shop/heroshot?endpoint=http://127.0.0.1:9000')
 */
export function openBlobs(where: string): BlobStore {
  if (where.startsWith('s3://')) return s3Blobs(s3Address(where));
  if (where === '' || /^[a-z][a-z0-9+.-]+:\/\//i.test(where))
    throw bad('files live in a folder or at s3://bucket/prefix');
  return diskBlobs(where);
}

/** @throws {HeroshotError} `bad_option` */
export function s3Address(where: string): S3Options {
  const url = URL.canParse(where) ? new URL(where) : undefined;
  if (!url?.hostname) throw bad('the address of a bucket is s3://bucket/prefix');
  if (url.username || url.password)
    throw bad(
      'credentials do not belong into the address: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY hold them',
    );
  const options: S3Options = { bucket: url.hostname };
  const prefix = url.pathname.replace(/^\/+|\/+$/g, '');
  if (prefix && !isKey(prefix)) throw bad('the prefix of a bucket has only A-Z a-z 0-9 . _ - and /');
  if (prefix) options.prefix = prefix;
  for (const [name, value] of url.searchParams) {
    if (name === 'endpoint' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))
      options.endpoint = value;
    else if (name === 'region' && /^[a-z0-9-]+$/.test(value)) options.region = value;
    else if (name === 'path-style' && value in SWITCH) options.pathStyle = SWITCH[value];
    else throw bad(`the address of a bucket cannot take ${name}=${value}`);
  }
  return options;
}

const bad = (message: string) => new HeroshotError('bad_option', message);
