/** Runs work of the same name one after the other, and work of different names beside each other. */
export class OneByOne {
  private readonly last = new Map<string, Promise<unknown>>();

  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(name);
    const mine = (async () => {
      await before?.catch(() => {});
      return work();
    })();
    this.last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.last.get(name) === mine) this.last.delete(name);
    }
  }
}
