import { cellPictures } from '../tables/cell-pictures.js';
import type { Columns } from '../tables/columns.js';
import type { Table, TableRow } from '../tables/table.js';

/** Rows of one product; a table that never ends a product is cut here. */
const MOST_ROWS = 5000;

/** The rows that belong to one product, as the layout says; empty lines are left out. */
export async function* groupRows(table: Table, signal?: AbortSignal): AsyncGenerator<TableRow[]> {
  let group: TableRow[] = [];
  let broken: unknown;
  try {
    for await (const row of table.rows(signal)) {
      if (row.cells.every(({ text }) => !text.trim())) continue;
      if (group.length > 0 && (group.length >= MOST_ROWS || !follows(row, group[0], table.columns))) {
        yield group;
        group = [];
      }
      group.push(row);
    }
  } catch (error) {
    broken = error;
  }
  // Rows before a fault of the table are whole.
  if (group.length > 0) yield group;
  if (broken) throw broken;
}

const cell = ({ cells }: TableRow, index: number) => cells[index]?.text.trim() ?? '';

/** The product's identifier, '' where the row has none. */
export function skuOf(row: TableRow, { sku }: Columns): string {
  for (const index of sku) if (cell(row, index)) return cell(row, index);
  return '';
}

function follows(row: TableRow, first: TableRow, columns: Columns): boolean {
  const rule = columns.follows;
  if (!rule) return false;
  if (rule.rule === 'same-sku')
    return skuOf(row, columns) !== '' && skuOf(row, columns) === skuOf(first, columns);
  const value = cell(row, rule.index).toLowerCase();
  return rule.rule === 'empty' ? value === '' : value === rule.value;
}

/** A picture that a table names. */
export interface NamedPicture {
  row: number;
  column: string;
  /** 1-based place in its cell. */
  index: number;
  sku: string;
  text: string;
  /** 1-based place among the product's pictures that the table states. */
  stated?: number;
}

/** The pictures of a product: those of the first picture column in order of the rows, then those of the next. */
export function picturesOf(group: TableRow[], columns: Columns): NamedPicture[] {
  return columns.images.flatMap(({ name, index, separator, position }) =>
    group.flatMap((row) => {
      const pictures = cellPictures(row.cells[index]?.text ?? '', separator);
      const place = position === undefined ? 0 : Number(cell(row, position));
      const stated = pictures.length === 1 && Number.isInteger(place) && place > 0 && place < 10_000;
      return pictures.map(({ text }, i) => ({
        ...{ row: row.row, column: name, index: i + 1, sku: skuOf(row, columns), text },
        ...(stated ? { stated: place } : {}),
      }));
    }),
  );
}
