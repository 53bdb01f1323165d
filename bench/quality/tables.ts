import { METRICS } from './metrics.js';
import type { Row } from './worker.js';

/** A Markdown table; the first column is text, the others are figures. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = header.map((_, i) => (i === 0 ? '---' : '---:'));
  return [line(header), line(rule), ...rows.map(line)].join('\n');
}

const unique = (values: string[]) => [...new Set(values)];

/** Mean of a figure; `undefined` of nothing. */
function mean(values: number[]): number | undefined {
  return values.length ? values.reduce((a, b) => a + b, 0) / values.length : undefined;
}

/** The figures of one set and scale: a table per metric, methods by damages, the best of each column in bold. */
function setTables(rows: Row[]): string[] {
  const methods = unique(rows.map((row) => row.method));
  const damages = unique(rows.map((row) => row.damage));
  return METRICS.map(({ id, title, digits, better }) => {
    const columns = damages.map((damage) => {
      const means = methods.map((method) =>
        mean(rows.filter((r) => r.method === method && r.damage === damage).map((r) => r.scores[id])),
      );
      const known = means.filter((value) => value !== undefined).map((value) => value.toFixed(digits));
      const best = better === 'more' ? Math.max(...known.map(Number)) : Math.min(...known.map(Number));
      return means.map((value) => {
        const text = value?.toFixed(digits) ?? '–';
        return Number(text) === best ? `**${text}**` : text;
      });
    });
    const body = methods.map((method, i) => [method, ...columns.map((column) => column[i])]);
    return `${title} (${better} is better)\n\n${markdownTable(['method', ...damages], body)}`;
  });
}

/**
 * Tables of every set and scale, means over pictures. A package that ran on some of the pictures stands in tables of
 * just those: only means over the same pictures can be compared.
 */
export function qualityTables(rows: Row[]): string {
  const nameOf = ({ set, scale }: Row) => `${set}, ${scale}×`;
  const sections = unique(rows.map(nameOf)).flatMap((name) => {
    const own = rows.filter((row) => nameOf(row) === name);
    const few = new Set(own.filter(({ family }) => family === 'package').map(({ picture }) => picture));
    const groups = [own.filter(({ family }) => family !== 'package')];
    if (few.size > 0) groups.push(own.filter(({ picture }) => few.has(picture)));
    return groups
      .filter((group) => group.length > 0)
      .map((group, i) => {
        const pictures = unique(group.map(({ picture }) => picture)).length;
        const title = i === 0 ? name : `${name}, beside packages in their own runtime`;
        return [
          `### ${title}, ${pictures} ${pictures === 1 ? 'picture' : 'pictures'}`,
          ...setTables(group),
        ].join('\n\n');
      });
  });
  return sections.join('\n\n');
}
