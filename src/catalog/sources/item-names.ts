import { basename, extname } from 'node:path/posix';
import { fold, safeName, UniqueNames } from '../file-name.js';

/** Names of output files: `name` unique in the catalogue, `stem` unique in its folder. */
export class ItemNames {
  readonly #names = new UniqueNames();
  readonly #folders = new Map<string, UniqueNames>();

  take(base: string, folder = ''): { name: string; stem: string; folder: string } {
    const inFolder = this.#folders.get(fold(folder)) ?? new UniqueNames();
    this.#folders.set(fold(folder), inFolder);
    return { name: this.#names.take(base), stem: inFolder.take(base), folder };
  }
}

/** The cleaned file name of a path or URL, without extension. */
export function stemOf(source: string): string {
  const path = /^(https?:)?\/\//i.test(source) ? pathOf(source) : source.replaceAll('\\', '/');
  return safeName(basename(path, extname(path)));
}

function pathOf(url: string): string {
  if (!URL.canParse(url, 'http://localhost')) return url;
  const { pathname } = new URL(url, 'http://localhost');
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/** A folder path as a safe one: no part leads up, none is empty. */
export const safeFolder = (parts: string[]): string =>
  parts
    .filter((part) => part !== '' && part !== '.')
    .map((part) => safeName(part, 'folder'))
    .join('/');

/** A source as it may stand in keys and messages: a cell can hold megabytes. */
export const shortened = (source: string): string =>
  source.length > 500 ? `${source.slice(0, 500)}…` : source;
