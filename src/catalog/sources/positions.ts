import type { NamedPicture } from './group.js';

/** A picture with its place, or the earlier one that it repeats. */
export interface PlacedPicture extends NamedPicture {
  position: number;
  repeats?: PlacedPicture;
}

/**
 * Places of pictures by product over a whole table. A place that the table states counts where it is free; the others go on
 * counting, also where a product comes back later, so that no two pictures of a product have one place.
 */
export class Positions {
  readonly #last = new Map<string, number>();

  /** @param pictures those of one group of rows */
  place(pictures: NamedPicture[]): PlacedPicture[] {
    const seen = new Map<string, PlacedPicture>();
    const fresh = pictures.map((picture) => {
      const placed: PlacedPicture = { ...picture, position: 0 };
      const key = `${picture.sku}\n${picture.text}`;
      const earlier = seen.get(key);
      if (earlier) placed.repeats = earlier;
      else seen.set(key, placed);
      return placed;
    });
    const used = new Map<string, Set<number>>();
    const take = (picture: PlacedPicture, position: number) => {
      picture.position = position;
      used.set(picture.sku, (used.get(picture.sku) ?? new Set()).add(position));
    };
    for (const picture of fresh) {
      const free = picture.stated && !used.get(picture.sku)?.has(picture.stated);
      if (free && !picture.repeats && !this.#last.has(picture.sku)) take(picture, picture.stated as number);
    }
    const last = new Map<string, number>();
    for (const picture of fresh) {
      if (picture.repeats || picture.position) continue;
      const before =
        last.get(picture.sku) ?? Math.max(this.#last.get(picture.sku) ?? 0, ...(used.get(picture.sku) ?? []));
      take(picture, before + 1);
      last.set(picture.sku, before + 1);
    }
    for (const [sku, positions] of used)
      this.#last.set(sku, Math.max(this.#last.get(sku) ?? 0, ...positions));
    for (const picture of fresh) if (picture.repeats) picture.position = picture.repeats.position;
    return fresh;
  }
}
