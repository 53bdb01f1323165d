import { readFile, stat } from 'node:fs/promises';
import { HeroshotError, readError } from '../errors.js';

/** Largest file that is read: more than any picture within the pixel limit needs. */
const MAX_BYTES = 512 * 2 ** 20;

/**
 * The bytes of a picture file.
 *
 * @param input path of a file, or its bytes
 * @throws {HeroshotError} `file_not_found`, `unreadable` or `image_too_large`
 */
export async function readInput(input: string | Uint8Array): Promise<Uint8Array> {
  if (typeof input !== 'string') {
    checkSize(input.byteLength);
    return input;
  }
  try {
    const info = await stat(input);
    if (!info.isFile()) throw new HeroshotError('unreadable', `${input} is not a file`);
    checkSize(info.size);
    return await readFile(input);
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
