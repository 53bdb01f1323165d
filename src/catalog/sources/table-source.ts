import { dirname } from 'node:path';
import { asHeroshotError, HeroshotError } from '../../engine/errors.js';
import { safeName } from '../file-name.js';
import { parseColumns } from '../tables/columns-option.js';
import { Table } from '../tables/table.js';
import { groupRows, picturesOf, skuOf } from './group.js';
import { ItemNames, shortened, stemOf } from './item-names.js';
import { LocalPictures } from './local-pictures.js';
import { NamedReader } from './named-reader.js';
import { type PlacedPicture, Positions } from './positions.js';
import { placeOf } from './reference.js';
import type { CatalogItem, CatalogSource, SourceOptions } from './source.js';

/**
 * The pictures that a shop's table names, product by product.
 *
 * @throws {HeroshotError} `bad_table`, `missing_columns`, `bad_option`, `file_not_found` or `unreadable`
 */
export async function openTable(path: string, options: SourceOptions): Promise<CatalogSource> {
  const { columns } = options;
  const table = await Table.open(path, typeof columns === 'string' ? parseColumns(columns) : columns);
  const reader = new NamedReader(options);
  return {
    kind: 'table',
    table,
    items: (signal) => tableItems(table, options, signal),
    read: (item, signal) => reader.read(item, signal),
    close: () => reader.close(),
  };
}

async function* tableItems(
  table: Table,
  options: SourceOptions,
  signal?: AbortSignal,
): AsyncGenerator<CatalogItem> {
  const files = new LocalPictures(dirname(table.path), options.pictures, table.columns.rooted);
  const names = new ItemNames();
  const positions = new Positions();
  let last = 0;
  try {
    for await (const group of groupRows(table, signal)) {
      last = group[group.length - 1].row;
      const pictures = picturesOf(group, table.columns);
      // A row without picture is no fault where another row of the product has one.
      if (pictures.length === 0) {
        const [{ row }] = group;
        const sku = skuOf(group[0], table.columns);
        const [column] = table.columns.images;
        const error = new HeroshotError('empty_cell', `row ${row} has no picture in ${column.name}`);
        const empty = { row, column: column.name, index: 1, sku, text: '' };
        const [placed] = positions.place([empty]);
        yield { ...itemOf(placed, names), source: '', error };
        continue;
      }
      const items = new Map<PlacedPicture, CatalogItem>();
      for (const picture of positions.place(pictures)) {
        const item = itemOf(picture, names, picture.repeats && items.get(picture.repeats));
        items.set(picture, item);
        yield Object.assign(item, await settle(picture.text, files, options));
      }
    }
  } catch (error) {
    const { code, message } = asHeroshotError(error);
    if (code !== 'bad_table') throw error;
    // What could be read is worth doing; the rest is told as one picture that failed.
    const after = { key: `after row ${last}`, position: 1, ...names.take(`after-row-${last}`) };
    yield { ...after, source: table.path, row: last + 1, error: new HeroshotError(code, message) };
  }
}

/** The place or the error of what a cell names. */
export async function settle(
  text: string,
  files: LocalPictures,
  options: SourceOptions,
): Promise<Pick<CatalogItem, 'place' | 'error'>> {
  try {
    return { place: await placeOf(text, files, options) };
  } catch (error) {
    return { error: asHeroshotError(error) };
  }
}

function itemOf(picture: PlacedPicture, names: ItemNames, earlier?: CatalogItem): CatalogItem {
  const { row, column, index, sku, text, position } = picture;
  return {
    key: `row ${row}, ${column} ${index}: ${shortened(text)}`,
    ...(sku ? { sku } : {}),
    position,
    ...(earlier
      ? { name: earlier.name, stem: earlier.stem, folder: '', repeats: earlier.key }
      : names.take(nameFor(picture))),
    ...{ source: shortened(text), row, column, index },
  };
}

/** `<sku>-<n>`; a picture without product is called as its file is. */
function nameFor({ sku, position, text, row }: PlacedPicture): string {
  if (!sku && !text) return `row-${row}`;
  const name = sku ? `${safeName(sku)}-${position}` : stemOf(text);
  // These names go into tables: they must not part cells, nor be taken for a formula by a spreadsheet.
  return name.replace(/[,;]/g, '_').replace(/^[=+\-@]/, '_');
}
