import { close, createReadStream, read } from 'node:fs';
import type { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

const WINDOW = 1 << 20;

/**
 * Random access to an archive through a window of a megabyte. A central directory is read in two small pieces per entry;
 * without the window that is two trips to the disk for each of 100,000 entries.
 */
export class ZipReader extends RandomAccessReader {
  #start = 0;
  #window = Buffer.alloc(0);
  /** Where the last piece that was read ended. */
  end = 0;

  constructor(private readonly fd: number) {
    super();
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.end = position + length;
    const from = position - this.#start;
    if (from >= 0 && from + length <= this.#window.length) {
      this.#window.copy(buffer, offset, from, from + length);
      callback(null, length);
    } else if (length > WINDOW) {
      read(this.fd, buffer, offset, length, position, (error, bytes) => callback(error, bytes));
    } else {
      const window = Buffer.allocUnsafe(WINDOW);
      read(this.fd, window, 0, WINDOW, position, (error, bytes) => {
        this.#start = position;
        this.#window = window.subarray(0, bytes);
        callback(error, this.#window.copy(buffer, offset, 0, length));
      });
    }
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return createReadStream('', { fd: this.fd, start, end: end - 1, autoClose: false });
  }

  override close(callback: (error: Error | null) => void): void {
    close(this.fd, (error) => callback(error ?? null));
  }
}
