const ALIGN = 64;

/** Memory lent to one picture: a piece of the arena that is dealt out from its front. */
export class Block {
  private used = 0;

  constructor(
    readonly buffer: SharedArrayBuffer,
    readonly offset: number,
    readonly bytes: number,
  ) {}

  /** Start of `bytes` more bytes, aligned for every element type. Their content is arbitrary. */
  take(bytes: number): number {
    const at = this.used;
    this.used += align(bytes);
    if (this.used > this.bytes)
      throw new RangeError(`a block of ${this.bytes} bytes can't give ${this.used}`);
    return this.offset + at;
  }
}

/** Bytes that `sizes` take in a block, alignment included. */
export function blockBytes(...sizes: number[]): number {
  return sizes.reduce((sum, size) => sum + align(size), 0);
}

const align = (bytes: number) => Math.ceil(bytes / ALIGN) * ALIGN;

/**
 * The shared memory of all pictures at work: one buffer, lent in blocks, never given to the garbage collectors, which do
 * not feel the size of shared buffers and would let a batch grow by gigabytes.
 *
 * Pictures that don't fit wait in turn. One larger than the budget comes in when it is alone, and the buffer grows once.
 * The system commits only pages that are touched, so an unused budget costs nothing.
 */
export class Arena {
  private buffer: SharedArrayBuffer | undefined;
  private readonly lent = new Set<Block>();
  private readonly waiting: { bytes: number; enter: (block: Block) => void }[] = [];

  /** @param budget bytes that pictures may take together */
  constructor(private readonly budget: number) {}

  /** Resolves with a block as soon as there is room. */
  async take(bytes: number): Promise<Block> {
    const block = this.waiting.length === 0 ? this.tryTake(align(bytes)) : undefined;
    return block ?? new Promise((enter) => this.waiting.push({ bytes: align(bytes), enter }));
  }

  /** Give a block back. Nobody may use it afterwards. */
  give(block: Block): void {
    this.lent.delete(block);
    while (this.waiting.length > 0) {
      const block = this.tryTake(this.waiting[0].bytes);
      if (!block) return;
      this.waiting.shift()?.enter(block);
    }
  }

  private tryTake(bytes: number): Block | undefined {
    const used = [...this.lent].reduce((sum, block) => sum + block.bytes, 0);
    if (used > 0 && used + bytes > this.budget) return undefined;
    if (used === 0 && (this.buffer?.byteLength ?? 0) < bytes)
      this.buffer = new SharedArrayBuffer(Math.max(this.budget, bytes));
    const buffer = this.buffer as SharedArrayBuffer;
    let offset = 0;
    for (const block of [...this.lent].sort((a, b) => a.offset - b.offset)) {
      if (block.offset - offset >= bytes) break;
      offset = block.offset + block.bytes;
    }
    if (offset + bytes > buffer.byteLength) return undefined;
    const block = new Block(buffer, offset, bytes);
    this.lent.add(block);
    return block;
  }
}
