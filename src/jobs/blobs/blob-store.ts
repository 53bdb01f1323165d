import type { Readable } from 'node:stream';

/** What is known of a blob. */
export interface BlobInfo {
  key: string;
  bytes: number;
  /** Milliseconds since 1970 of its last change. */
  changedAt: number;
}

/** Bytes `start` to `end`, both included, from 0: as in HTTP. */
export interface ByteRange {
  start: number;
  end: number;
}

/** A stored blob: how many bytes, and their SHA-256 in hex. */
export interface StoredBlob {
  bytes: number;
  sha256: string;
}

/** Limits of a writing. */
export interface WriteOptions {
  /** More end the writing with `too_many_bytes`, and nothing is stored. */
  maxBytes?: number;
  /** Ends the writing with the signal's reason, and nothing is stored. */
  signal?: AbortSignal;
}

/**
 * Where files live. Two are there, a folder and an S3 bucket; both pass one conformance suite.
 *
 * Keys are our own, never a stranger's words: parts of `[A-Za-z0-9._-]` with `/` between them, no part only of dots, the
 * first not beginning with one. No key is the beginning of another's path: where `a` is a blob, `a/b` is none.
 * A blob is there as a whole or not at all; writing again replaces it, and of several that write one key at the same time
 * one wins, whole. Every method may reject with `blobs_unreachable` where the store is on another machine.
 */
export interface BlobStore {
  /**
   * Store bytes; on disk, or taken by the bucket, when it resolves. A stream is read to its end or destroyed.
   *
   * @throws {HeroshotError} `too_many_bytes`, `disk_full`, `not_writable`; the signal's reason; what the stream throws
   */
  write(key: string, content: Uint8Array | Readable, options?: WriteOptions): Promise<StoredBlob>;
  /** A blob as a whole in memory: for what is known to be small. @throws {HeroshotError} `file_not_found` */
  read(key: string): Promise<Uint8Array>;
  /**
   * @param range an end past the blob's is the blob's
   * @throws {HeroshotError} `file_not_found`, before anything is streamed
   * @throws {RangeError} where the range begins past the end or ends before it begins
   */
  stream(key: string, range?: ByteRange): Promise<Readable>;
  /** Undefined where there is none. */
  info(key: string): Promise<BlobInfo | undefined>;
  /**
   * Everything whose key begins with `prefix`, in the order of the keys' bytes, a page or a folder at a time in memory.
   * What is written or removed meanwhile may be there or not.
   */
  list(prefix: string): AsyncIterable<BlobInfo>;
  /** Remove a blob; one that isn't there is no fault. */
  remove(key: string): Promise<void>;
  /** Remove everything under `prefix`, which ends with `/`. */
  removeAll(prefix: string): Promise<void>;
  /**
   * Remove what killed processes left half written.
   *
   * @param before milliseconds since 1970: what was begun (S3) or last written to (disk) earlier
   * @returns how many
   */
  sweepUnfinished(before: number): Promise<number>;
  /** Writes and removes a blob. @throws {HeroshotError} `not_writable`, `disk_full`: nothing can be stored now */
  check(): Promise<void>;
  close(): Promise<void>;
}

const PART = /^(?!\.+$)[A-Za-z0-9._-]{1,200}$/;

/** Whether a text can be a key. */
export const isKey = (text: string): boolean =>
  text.length <= 900 && !text.startsWith('.') && text.split('/').every((part) => PART.test(part));

/**
 * Hold a key to the alphabet.
 *
 * @throws {RangeError} a fault of ours: keys are never made of what a stranger said
 */
export function checkKey(key: string): void {
  if (!isKey(key)) throw new RangeError(`not a blob key: ${JSON.stringify(key)}`);
}

/** Hold the beginning of a key to the alphabet: nothing, or parts of which the last may be cut off. @throws {RangeError} */
export function checkPrefix(prefix: string): void {
  if (prefix !== '') checkKey(/[./]$/.test(prefix) ? `${prefix}x` : prefix);
}

/** The key of a folder: a prefix that ends with `/`, without it. @throws {RangeError} */
export function folderKey(prefix: string): string {
  const key = prefix.endsWith('/') ? prefix.slice(0, -1) : '';
  checkKey(key);
  return key;
}

/** Hold a range to a blob of so many bytes. @throws {RangeError} */
export function checkedRange({ start, end }: ByteRange, bytes = Infinity): ByteRange {
  if (!Number.isSafeInteger(start) || start < 0 || !(end >= start) || start >= bytes)
    throw new RangeError(`no bytes ${start} to ${end} in a blob of ${bytes}`);
  return { start, end };
}

/** What `check` writes; one key, so that nothing gathers where it is killed before it removes it. */
export const CHECKED = 'checked/writing';
