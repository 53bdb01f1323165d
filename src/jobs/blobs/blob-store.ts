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

/**
 * Where files live. Two are there, a folder and an S3 bucket; both pass one conformance suite.
 *
 * Keys are our own, never a stranger's words: parts of `[A-Za-z0-9._-]` with `/` between them, no part only of dots.
 * A blob is there as a whole or not at all; writing again replaces it.
 */
export interface BlobStore {
  /**
   * @param maxBytes more end the writing with `too_many_bytes`, and nothing is stored
   * @throws {HeroshotError} `too_many_bytes`, `disk_full`, `not_writable`, or what the stream throws
   */
  write(
    key: string,
    content: Uint8Array | Readable,
    options?: { maxBytes?: number; signal?: AbortSignal },
  ): Promise<StoredBlob>;
  /** @throws {HeroshotError} `file_not_found` */
  read(key: string): Promise<Uint8Array>;
  /** @throws {HeroshotError} `file_not_found`, before anything is streamed */
  stream(key: string, range?: ByteRange): Promise<Readable>;
  /** Undefined where there is none. */
  info(key: string): Promise<BlobInfo | undefined>;
  /** Everything under a prefix, a page at a time in memory. */
  list(prefix: string): AsyncIterable<BlobInfo>;
  /** Remove a blob; one that isn't there is no fault. */
  remove(key: string): Promise<void>;
  /** Remove everything under `prefix`, which ends with `/`. */
  removeAll(prefix: string): Promise<void>;
  /** @throws {HeroshotError} `not_writable`, `disk_full`: nothing can be stored now */
  check(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Hold a key to the alphabet.
 *
 * @throws {RangeError} a fault of ours: keys are never made of what a stranger said
 */
export function checkKey(key: string): void {
  const parts = key.split('/');
  const good = parts.every((part) => /^[A-Za-z0-9._-]{1,200}$/.test(part) && !/^\.+$/.test(part));
  if (!good || key.length > 900) throw new RangeError(`not a blob key: ${JSON.stringify(key)}`);
}
