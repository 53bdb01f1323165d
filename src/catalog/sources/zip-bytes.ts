import type { FileHandle } from 'node:fs/promises';
import { readError } from '../../engine/errors.js';

/**
 * The bytes of an archive, wherever it lies: `length` of them from `start`, in pieces; fewer where the archive ends before.
 * What goes wrong with the place is thrown as a {@link HeroshotError}, so that it is not taken for a damaged archive.
 */
export type ArchiveBytes = (start: number, length: number) => AsyncIterable<Uint8Array>;

const PIECE = 256 * 1024;

/** The bytes of an archive that is an open file. */
export function fileBytes(file: FileHandle): ArchiveBytes {
  return async function* pieces(start, length) {
    for (let done = 0; done < length; ) {
      const piece = Buffer.allocUnsafe(Math.min(PIECE, length - done));
      const { bytesRead } = await file.read(piece, 0, piece.length, start + done).catch((error: unknown) => {
        throw readError(error, 'the archive');
      });
      if (bytesRead === 0) return;
      done += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
  };
}
