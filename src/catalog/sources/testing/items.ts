import type { CatalogItem, CatalogSource } from '../source.js';

/** Every item of a source. */
export async function itemsOf(source: CatalogSource): Promise<CatalogItem[]> {
  const items: CatalogItem[] = [];
  for await (const item of source.items()) items.push(item);
  return items;
}

/** Items by the fields that a test looks at; an error by its code. */
export async function facts<Field extends keyof CatalogItem>(source: CatalogSource, ...fields: Field[]) {
  const items = await itemsOf(source);
  return items.map((item) => fields.map((field) => (field === 'error' ? item.error?.code : item[field])));
}
