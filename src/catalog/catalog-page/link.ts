import { encodePath, escapeHtml } from '../report-html/escape.js';

/** A link to a file beside the page; whatever a path begins with, it can't name a host. */
export function fileLink(path: string, attributes: string, html: string): string {
  return `<a${attributes} href="./${escapeHtml(encodePath(path))}">${html}</a>`;
}

/** A link to a picture of this page, by its key. */
export function keyLink(key: string, html: string): string {
  return `<a href="#${escapeHtml(encodePath(key))}">${html}</a>`;
}
