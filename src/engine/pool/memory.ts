/**
 * Shared memory that is used again.
 *
 * The garbage collectors of the threads don't feel the size of shared buffers, so a batch that made new ones for every
 * picture would grow for a long time. Buffers are therefore lent and returned.
 */
export class SharedMemory {
  private readonly free: SharedArrayBuffer[] = [];
  private freeBytes = 0;

  /** @param keep bytes of unused buffers to hold on to */
  constructor(private readonly keep = 512 * 2 ** 20) {}

  /** A buffer of at least `bytes`; its content is arbitrary. */
  take(bytes: number): SharedArrayBuffer {
    const size = roundUp(bytes);
    const at = this.free.findIndex((buffer) => buffer.byteLength === size);
    if (at < 0) return new SharedArrayBuffer(size);
    this.freeBytes -= size;
    return this.free.splice(at, 1)[0];
  }

  /** Give a buffer back. Nobody may use it afterwards. */
  give(buffer: SharedArrayBuffer): void {
    this.free.push(buffer);
    this.freeBytes += buffer.byteLength;
    while (this.freeBytes > this.keep) this.freeBytes -= (this.free.shift() as SharedArrayBuffer).byteLength;
  }
}

/** Sizes in steps of an eighth of their power of two, so that pictures of about one size share buffers. */
function roundUp(bytes: number): number {
  const step = Math.max(65536, 2 ** (Math.floor(Math.log2(Math.max(1, bytes))) - 3));
  return Math.ceil(bytes / step) * step;
}

/** Buffers taken for one picture and given back together. */
export class Loan {
  private readonly taken: SharedArrayBuffer[] = [];
  constructor(private readonly memory: SharedMemory) {}

  take(bytes: number): SharedArrayBuffer {
    const buffer = this.memory.take(bytes);
    this.taken.push(buffer);
    return buffer;
  }

  end(): void {
    for (const buffer of this.taken.splice(0)) this.memory.give(buffer);
  }
}
