import { type FSWatcher, watch } from 'node:fs';

/** Folders whose changes are told by the system; its own limits are of that order, and those beyond are looked at all the same. */
const MOST_FOLDERS = 2000;

/**
 * Rings when something changes in a folder, where the system tells (a network drive may not), or when somebody rings. It only
 * says that a look is worth it; what has changed is seen by looking.
 */
export class Alarm {
  readonly #watchers = new Map<string, FSWatcher>();
  #rung = false;
  #woken = false;
  #end: (() => void) | undefined;

  /** Watch these folders and no others. */
  watch(folders: readonly string[]): void {
    const wanted = new Set(folders.slice(0, MOST_FOLDERS));
    for (const [folder, watcher] of this.#watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of wanted) if (!this.#watchers.has(folder)) this.#begin(folder);
  }

  /** A look is worth it. */
  ring(): void {
    this.#rung = true;
    this.wake();
  }

  /** End the wait, without a look. */
  wake(): void {
    this.#woken = true;
    this.#end?.();
  }

  /** Whether it rang since it was asked last. */
  heard(): boolean {
    const rung = this.#rung;
    this.#rung = false;
    return rung;
  }

  /** Wait until something rings or wakes, for some milliseconds at most. */
  async wait(milliseconds: number): Promise<void> {
    if (!this.#woken && milliseconds > 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#end = resolve;
        // Longer ones would end at once.
        timer = setTimeout(resolve, Math.min(milliseconds, 2 ** 31 - 1));
      });
      clearTimeout(timer);
      this.#end = undefined;
    }
    this.#woken = false;
  }

  close(): void {
    this.watch([]);
  }

  #begin(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, () => this.ring());
      // A folder that is removed, or a drive that is pulled out: the next look says what is there.
      watcher.on('error', () => {
        watcher.close();
        this.#watchers.delete(folder);
      });
      this.#watchers.set(folder, watcher);
    } catch {
      // No more watches, or a file system without: looks at intervals see the same.
    }
  }
}
