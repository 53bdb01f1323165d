/*
 * Which rows are shown, in which order. These functions run in the browser: the page takes their source as it stands,
 * so they call nothing but each other and what both Node and browsers have.
 */

/** A picture in the index: ordinal, key (0: the source), name, SKU or 0, source, kind, error or −1, marketplaces it fails or 0, seconds or −1, whether another has the same bytes. */
export type IndexTuple = [
  ordinal: number,
  key: string | 0,
  name: string,
  sku: string | 0,
  source: string,
  kind: number,
  error: number,
  failing: number[] | 0,
  seconds: number,
  same: 0 | 1,
];

/** What the index's script hands to the page. Kinds, errors and marketplaces are named once and numbered in the tuples. */
export interface IndexData {
  scripts: string[];
  rowsAScript: number;
  kinds: string[];
  errors: string[];
  marketplaces: string[];
  rows: IndexTuple[];
}

/** A picture as the page filters it. */
export interface IndexRow {
  ordinal: number;
  key: string;
  name: string;
  kind: string;
  error: string;
  failing: string[];
  seconds: number;
  same: boolean;
  /** What the search looks into, folded. */
  text: string;
}

export type Sort = 'source' | 'slowest' | 'name';

/** What is asked for. An empty string asks for nothing in particular. */
export interface View {
  /** A kind, or `all`, `done` (with or without something to review), `same`. */
  kind: string;
  error: string;
  /** Pictures whose file for this marketplace does not pass. */
  market: string;
  text: string;
}

/** Text for comparing: without case, accents and the two ways of writing them. */
export function foldText(text: string): string {
  // Most text is plain, and of ten thousand rows all is folded before the first one shows.
  if (/^[\n -~]*$/.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

export function readIndex({ kinds, errors, marketplaces, rows }: IndexData): IndexRow[] {
  return rows.map(([ordinal, key, name, sku, source, kind, error, failing, seconds, same]) => ({
    ordinal,
    key: key === 0 ? source : key,
    name,
    kind: kinds[kind],
    error: errors[error] ?? '',
    failing: failing === 0 ? [] : failing.map((market) => marketplaces[market]),
    seconds,
    same: same === 1,
    text: foldText(`${sku === 0 ? '' : sku}\n${name}\n${source}`),
  }));
}

/** Numbers of the rows, sorted. Among equals the source's order holds. */
export function sortRows(rows: readonly IndexRow[], sort: Sort): number[] {
  const collator = new Intl.Collator('en', { numeric: true });
  const bySource = (a: number, b: number) => rows[a].ordinal - rows[b].ordinal || a - b;
  const order = {
    source: bySource,
    slowest: (a: number, b: number) => rows[b].seconds - rows[a].seconds || bySource(a, b),
    name: (a: number, b: number) => collator.compare(rows[a].name, rows[b].name) || bySource(a, b),
  };
  return rows.map((_, i) => i).sort(order[sort]);
}

/** Of rows in an order, the ones that are asked for. Every word of the text must be there, in any place. */
export function selectRows(rows: readonly IndexRow[], order: readonly number[], view: View): number[] {
  const words = foldText(view.text).split(/\s+/).filter(Boolean);
  return order.filter((i) => {
    const { kind, error, failing, same, text } = rows[i];
    const done = kind === 'pass' || kind === 'review';
    return (
      (view.kind === 'all' ||
        view.kind === kind ||
        (view.kind === 'done' && done) ||
        (view.kind === 'same' && same)) &&
      (view.error === '' || view.error === error) &&
      (view.market === '' || failing.includes(view.market)) &&
      words.every((word) => text.includes(word))
    );
  });
}

/** The page nearest to the one asked for (from 0), and the places `from` up to but without `to` that stand on it. */
export function pageAt(
  asked: number,
  rows: number,
  size: number,
): { page: number; pages: number; from: number; to: number } {
  const pages = Math.max(1, Math.ceil(rows / size));
  const page = Math.min(pages - 1, Math.max(0, Math.floor(asked) || 0));
  return { page, pages, from: page * size, to: Math.min(rows, (page + 1) * size) };
}

/** The key that an address names behind its `#`. What is no URL is taken as it stands. */
export function keyOf(hash: string): string {
  try {
    return decodeURIComponent(hash.replace(/^#/, ''));
  } catch {
    return hash.replace(/^#/, '');
  }
}

/** The functions above, as the page's script holds them. */
export const selectionScript = [foldText, readIndex, sortRows, selectRows, pageAt, keyOf].join('\n');
