import { markdownTable } from '../tables.js';
import { type Curve, sizeAt, valueAt } from './curve.js';
import type { TextRow } from './worker.js';

/** Characters read wrongly over characters written, per size. */
function errorCurve(rows: TextRow[], method: string): Curve {
  const sizes = [...new Set(rows.map((row) => row.height))].sort((a, b) => a - b);
  const values = sizes.map((size) => {
    const own = rows.filter((row) => row.method === method && row.height === size);
    const sum = (key: 'edits' | 'characters') => own.reduce((total, row) => total + row[key], 0);
    return sum('edits') / sum('characters');
  });
  return { sizes, values };
}

const percent = (value: number | undefined) => (value === undefined ? '–' : `${(value * 100).toFixed(1)} %`);

/** Character error rate of every method at every size, and where Lanczos gets half of the characters wrong. */
export function textTables(rows: TextRow[]): string {
  const methods = [...new Set(rows.map((row) => row.method))];
  const curves = methods.map((method) => errorCurve(rows, method));
  const lanczos = curves[methods.indexOf('Lanczos-3')];
  const half = lanczos && sizeAt(lanczos, 0.5);
  const found = half !== undefined;
  const header = ['method', ...curves[0].sizes.map((size) => `${size} px`)];
  if (found) header.push(`${half.toFixed(2)} px: Lanczos 50 %`);
  const body = methods.map((method, i) => [
    method,
    ...curves[i].values.map(percent),
    ...(found ? [percent(valueAt(curves[i], half))] : []),
  ]);
  const labels = new Set(rows.map(({ font, ink }) => `${font} ${ink}`)).size;
  const characters = rows.filter((r) => r.method === methods[0] && r.height === curves[0].sizes[0]);
  const total = characters.reduce((sum, row) => sum + row.characters, 0);
  return `Character error rate by x-height in the reduced picture; ${labels} labels, ${total} characters for each size\n\n${markdownTable(header, body)}`;
}
