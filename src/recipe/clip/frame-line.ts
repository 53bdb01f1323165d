import type { FrameTask } from '../../compose/clip/scene.js';
import { CLIP_THREADS } from '../../compose/clip/threads.js';
import type { Engine } from '../../engine/engine.js';

/** A frame that is being drawn, and who gets it. */
interface Drawn {
  out: Uint8Array;
  drawing: Promise<void>;
  use: (frame: Uint8Array) => Promise<void>;
}

/**
 * Frames drawn by several threads and handed on in their order. One more is at work than there are threads; memory is
 * used again, so that a clip of any length takes as much as its first frames.
 */
export class FrameLine {
  readonly #queue: Drawn[] = [];
  readonly #free = new Map<number, Uint8Array[]>();

  constructor(private readonly pool: Engine['pool']) {}

  /**
   * Begin with a frame; waits for the first in line where enough are at work.
   *
   * @param bytes that it takes
   * @param use gets it when its turn has come; its memory is used again afterwards
   */
  async add(task: Omit<FrameTask, 'out'>, bytes: number, use: Drawn['use']): Promise<void> {
    while (this.#queue.length > this.pool.threads) await this.#first();
    const out = this.#free.get(bytes)?.pop() ?? new Uint8Array(new SharedArrayBuffer(bytes));
    const drawing = this.pool.call(CLIP_THREADS, 'frame', { ...task, out });
    // Its fault is told in its turn.
    drawing.catch(() => {});
    this.#queue.push({ out, drawing, use });
  }

  /** Hand on what is still at work. */
  async end(): Promise<void> {
    while (this.#queue.length > 0) await this.#first();
  }

  /** Resolves when no thread draws any more, whatever came of it. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#queue.map(({ drawing }) => drawing));
  }

  async #first(): Promise<void> {
    const { out, drawing, use } = this.#queue.shift() as Drawn;
    await drawing;
    await use(out);
    this.#free.set(out.length, [...(this.#free.get(out.length) ?? []), out]);
  }
}
