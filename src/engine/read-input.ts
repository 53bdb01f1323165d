import { open } from 'node:fs/promises';
import { HeroshotError, readError } from './errors.js';
import type { Loan } from './pool/memory.js';

/** Largest file that is read: more than any picture within the pixel limit needs. */
const MAX_BYTES = 512 * 2 ** 20;

/**
 * A picture file in shared memory, so that threads read it without a copy.
 *
 * @param input path of a file, or its bytes
 * @throws {HeroshotError} `file_not_found`, `unreadable` or `image_too_large`
 */
export async function readInput(input: string | Uint8Array, loan: Loan): Promise<Uint8Array> {
  if (typeof input !== 'string') {
    checkSize(input.byteLength);
    const bytes = new Uint8Array(loan.take(input.byteLength), 0, input.byteLength);
    bytes.set(input);
    return bytes;
  }
  try {
    const file = await open(input);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) throw new HeroshotError('unreadable', `${input} is not a file`);
      checkSize(stat.size);
      const bytes = new Uint8Array(loan.take(stat.size), 0, stat.size);
      let at = 0;
      while (at < stat.size) {
        const { bytesRead } = await file.read(bytes, at, stat.size - at, at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return bytes.subarray(0, at);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw readError(error, input);
  }
}

function checkSize(size: number): void {
  if (size > MAX_BYTES)
    throw new HeroshotError(
      'image_too_large',
      `the file has ${Math.round(size / 2 ** 20)} MiB; the limit is ${MAX_BYTES / 2 ** 20}`,
    );
}
