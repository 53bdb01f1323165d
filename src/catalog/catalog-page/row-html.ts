import type { MadeFile, PictureRow } from '../manifest/row.js';
import { escapeHtml } from '../report-html/escape.js';
import { AUDIT_BADGES } from '../report-html/outputs.js';
import { count, dimensions, duration, fileSize } from '../report-html/quantities.js';
import { hintOf } from './hint.js';
import { KIND_BADGES, kindOf } from './kind.js';
import { fileLink, keyLink } from './link.js';
import { thumbnailsHtml } from './thumbnails-html.js';

/** What a row is shown with besides what the manifest holds of it. */
export interface Beside {
  /** Names of files in the thumbnails' folder. */
  thumbnails: ReadonlySet<string>;
  /** The name of the picture that this one is the same as. */
  sameAs?: string | undefined;
}

/** One picture of the list: before and after, whose it is, what it came to, its files. */
export function rowHtml(row: PictureRow, beside: Beside): string {
  const master = row.outputs.find((made) => made.for === 'master');
  return `${thumbnailsHtml(row, master, beside.thumbnails)}<div class="who">${whose(row, beside)}</div><div class="what">${cameTo(row, master)}</div><div class="files">${files(row, master)}</div>`;
}

const bdi = (text: string) => `<bdi>${escapeHtml(text)}</bdi>`;

function whose(row: PictureRow, { sameAs }: Beside): string {
  const { key, name, sku, position, source } = row;
  const place = [
    ...(sku === null ? [] : [`SKU ${bdi(sku)}, picture ${count(position)}`]),
    ...(row.row === null ? [] : [`row ${count(row.row)}${row.column ? `, ${bdi(row.column)}` : ''}`]),
  ];
  const lines = [
    ...(place.length > 0 ? [`<p class="place">${place.join(' · ')}</p>`] : []),
    `<p class="source">${bdi(source)}</p>`,
  ];
  if (row.sameAs !== null)
    lines.push(`<p class="aside">The same picture as ${keyLink(row.sameAs, bdi(sameAs ?? row.sameAs))}</p>`);
  return `<h3>${keyLink(key, bdi(name))}</h3>${lines.join('')}`;
}

function cameTo(row: PictureRow, master: MadeFile | undefined): string {
  const kind = kindOf(row);
  const [style, label] = KIND_BADGES[kind];
  const code = kind === 'failed' ? ` <code>${escapeHtml(row.errorCode ?? 'internal')}</code>` : '';
  return `<p class="verdict"><span class="badge ${style}">${label}</span>${code}</p>${size(row, master)}${failure(row)}${reasons(row)}`;
}

function size({ inputWidth, inputHeight }: PictureRow, master: MadeFile | undefined): string {
  const known = inputWidth !== null && inputHeight !== null;
  const sizes = [
    ...(known ? [dimensions({ width: inputWidth, height: inputHeight })] : []),
    ...(master ? [dimensions(master)] : []),
  ];
  return sizes.length > 0 ? `<p class="size">${sizes.join(' → ')} px</p>` : '';
}

function failure({ state, errorCode, errorMessage, attempts }: PictureRow): string {
  if (state !== 'failed') return '';
  const tried = attempts > 1 ? ` Tried ${count(attempts)} times.` : '';
  const message = errorMessage ? `<p class="message">${escapeHtml(errorMessage)}</p>` : '';
  return `${message}<p class="aside">${escapeHtml(hintOf(errorCode))}${tried}</p>`;
}

function reasons({ reasons: why }: PictureRow): string {
  if (why.length === 0) return '';
  return `<ul class="reasons">${why.map((reason) => `<li>${escapeHtml(reason)}</li>`).join('')}</ul>`;
}

function files({ outputs, seconds, report }: PictureRow, master: MadeFile | undefined): string {
  const markets = outputs.filter((made) => made !== master).map((made) => `<li>${marketLink(made)}</li>`);
  const facts = [
    ...(master ? [fileLink(master.path, ` title="${about(master)}"`, 'Master')] : []),
    ...(report === null ? [] : [fileLink(report, '', 'Report')]),
    ...(seconds === null ? [] : [duration(seconds)]),
  ];
  const list = markets.length > 0 ? `<ul class="markets">${markets.join('')}</ul>` : '';
  return `${list}${facts.length > 0 ? `<p class="aside">${facts.join(' · ')}</p>` : ''}`;
}

/** Colour tells some people nothing and a screen reader none: the verdict is there in words too. */
function marketLink(made: MadeFile): string {
  const [style, label] = made.audit ? AUDIT_BADGES[made.audit] : ['plain', 'Not audited'];
  const title = ` class="badge ${style}" title="${about(made)}"`;
  return fileLink(
    made.path,
    title,
    `${escapeHtml(made.for)}<span class="unseen">, ${label.toLowerCase()}</span>`,
  );
}

function about(made: MadeFile): string {
  return `${dimensions(made)} px, ${escapeHtml(made.format.toUpperCase())} ${fileSize(made.bytes)}`;
}
