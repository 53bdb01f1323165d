/** A bounded memory by name: what was set first goes first. */
export class BoundedMap<V> {
  readonly #map = new Map<string, V>();

  constructor(private readonly most: number) {}

  get(name: string): V | undefined {
    return this.#map.get(name);
  }

  set(name: string, value: V): void {
    this.#map.delete(name);
    this.#map.set(name, value);
    if (this.#map.size > this.most) for (const [first] of this.#map) return void this.#map.delete(first);
  }

  delete(name: string): void {
    this.#map.delete(name);
  }
}
