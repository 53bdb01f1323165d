import { HeroshotError } from '../../engine/errors.js';
import { COLUMNS_EXAMPLE, type ColumnsOption } from './columns-option.js';
import { type Follows, LAYOUTS, type Layout, type Separator } from './layouts.js';

/** A column of pictures of one table. */
export interface ImageColumn {
  /** As in the header; a name that stands there twice gets ` (2)`. */
  name: string;
  /** 0-based. */
  index: number;
  separator: Separator;
  /** 0-based column that states the picture's place. */
  position?: number;
}

/** What the columns of one table are. */
export interface Columns {
  /** Name of the layout, or `given` for `--columns`. */
  layout: string;
  /** 0-based columns of which the first that is not empty identifies the product. */
  sku: number[];
  images: ImageColumn[];
  follows?: Follows & { index: number };
  rooted: boolean;
}

const plain = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
const unnumbered = (name: string) => plain(name).replace(/\d+$/, '');

/** Header names told apart: the second `image` is `image (2)`. */
export function columnNames(header: string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((name) => {
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return n > 1 ? `${name} (${n})` : name;
  });
}

/**
 * Find out what the columns are: as the user says, else by the first layout that fits.
 *
 * @throws {HeroshotError} `missing_columns`, naming those that are there
 */
export function resolveColumns(header: string[], given?: ColumnsOption): Columns {
  const names = columnNames(header);
  return given ? givenColumns(names, given) : layoutColumns(names);
}

function givenColumns(names: string[], given: ColumnsOption): Columns {
  const find = (wanted: string) => {
    const exact = names.indexOf(wanted);
    const index = exact >= 0 ? exact : names.findIndex((name) => plain(name) === plain(wanted));
    if (index < 0) throw missing(`there is no column "${wanted}"`, names);
    return index;
  };
  const position = given.position === undefined ? undefined : find(given.position);
  const separator = given.separator ?? 'auto';
  return {
    layout: 'given',
    sku: given.sku === undefined ? [] : [find(given.sku)],
    images: given.images.map(find).map((index, i) => ({
      name: names[index],
      index,
      separator,
      // A stated place is that of one picture.
      ...(position !== undefined && i === 0 ? { position } : {}),
    })),
    rooted: false,
  };
}

function layoutColumns(names: string[]): Columns {
  const find = (wanted: string[]) =>
    wanted.map((one) => names.findIndex((name) => plain(name) === plain(one))).filter((index) => index >= 0);
  const every = (wanted: string[]) => {
    const set = new Set(wanted.map(plain));
    return [...names.keys()].filter((i) => set.has(plain(names[i])) || set.has(unnumbered(names[i])));
  };
  const fits = (layout: Layout) =>
    layout.needs.every((any) => (layout.name === 'plain' ? every(any) : find(any)).length > 0);
  const layout = LAYOUTS.find(fits);
  if (!layout) throw missing('no column of pictures was recognised', names);
  const images = layout.images.flatMap(({ names: wanted, separator, position, every: all }) => {
    const [stated] = position ? find(position) : [];
    const found = all ? every(wanted) : find(wanted).slice(0, 1);
    return found.map((index) => ({
      name: names[index],
      index,
      separator,
      ...(stated === undefined ? {} : { position: stated }),
    }));
  });
  const columns: Columns = {
    layout: layout.name,
    sku: find(layout.sku).filter((index) => !images.some((image) => image.index === index)),
    images,
    rooted: layout.rooted ?? false,
  };
  const { follows } = layout;
  if (follows?.rule === 'same-sku') columns.follows = { ...follows, index: -1 };
  else if (follows) {
    const [index] = find([follows.column]);
    if (index !== undefined) columns.follows = { ...follows, index };
  }
  return columns;
}

function missing(what: string, names: string[]): HeroshotError {
  const found = names.map((name) => `"${name}"`).join(', ');
  return new HeroshotError(
    'missing_columns',
    `${what}; the table has ${found || 'none'}. Name them: ${COLUMNS_EXAMPLE}`,
  );
}
