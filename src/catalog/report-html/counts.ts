/** A number of a summary: what it counts, how it reads, and its colour where it wants to be seen. */
export type Counted = [term: string, value: string, kind?: 'failed' | 'review' | ''];

/** The large numbers at the top of a page. */
export function countsHtml(rows: Counted[]): string {
  const cells = rows.map(
    ([term, value, kind]) => `<div${kind ? ` class="${kind}"` : ''}><dt>${term}</dt><dd>${value}</dd></div>`,
  );
  return `<dl class="counts">${cells.join('')}</dl>\n`;
}
