import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative, resolve, sep, win32 } from 'node:path';
import { HeroshotError } from '../../engine/errors.js';
import { fold } from '../file-name.js';
import { findInputs } from '../inputs.js';

/**
 * Finds the files that a table or list names, and no others: only in the folder of the table, and in the folder that the
 * user named with everything below it.
 */
export class LocalPictures {
  readonly #roots: string[];
  #index: Promise<Map<string, string[]>> | undefined;
  #realRoots: Promise<string[]> | undefined;

  /**
   * @param beside folder of the table
   * @param pictures folder that the user named
   * @param rooted whether a leading slash means the folder of pictures, as in Magento's tables
   */
  constructor(
    private readonly beside: string,
    private readonly pictures?: string,
    private readonly rooted = false,
  ) {
    this.#roots = [beside, ...(pictures === undefined ? [] : [pictures])].map((root) => resolve(root));
  }

  /**
   * The path of a picture: as it is written, beside the table or in the folder of pictures; else by its file name.
   *
   * @throws {HeroshotError} `path_refused`, `file_not_found` or `ambiguous_file`
   */
  async find(reference: string): Promise<string> {
    if (reference.includes('\0')) throw new HeroshotError('path_refused', 'the path holds a NUL character');
    // Tables come from Windows too; there, both slashes part folders.
    let path = reference.replaceAll('\\', '/');
    if (this.rooted) path = path.replace(/^\/+/, '');
    const inside = this.#candidates(path).filter((candidate) => this.#isInside(candidate));
    for (const candidate of inside) if (await this.#isPicture(candidate)) return candidate;
    const named = basename(path);
    const beside = resolve(this.beside, named);
    if (inside.length > 0 && (await this.#isPicture(beside))) return beside;
    const byName = await this.#byName(path);
    if (byName) return byName;
    if (inside.length === 0)
      throw new HeroshotError('path_refused', `${reference} is outside of the folders that may be read`);
    const where = this.pictures === undefined ? '' : ` nor in ${this.pictures}`;
    throw new HeroshotError('file_not_found', `${reference} is not in ${this.beside}${where}`);
  }

  #candidates(path: string): string[] {
    if (isAbsolute(path)) return [resolve(path)];
    return win32.isAbsolute(path) || /^[a-z]:/i.test(path)
      ? []
      : this.#roots.map((root) => resolve(root, path));
  }

  #isInside(path: string): boolean {
    return this.#roots.some((root) => isBelow(path, root));
  }

  /** A file whose folder really lies below a root: a link to a folder must not lead out. */
  async #isPicture(path: string): Promise<boolean> {
    if (!(await stat(path).catch(() => undefined))?.isFile()) return false;
    this.#realRoots ??= Promise.all(this.#roots.map((root) => realpath(root).catch(() => root)));
    const folder = await realpath(dirname(path));
    return (await this.#realRoots).some((root) => folder === root || isBelow(folder, root));
  }

  async #byName(path: string): Promise<string | undefined> {
    if (this.pictures === undefined) return undefined;
    this.#index ??= indexOf(this.pictures);
    let found = (await this.#index).get(fold(basename(path))) ?? [];
    // More of the path tells files of one name apart: the longest common ending wins.
    const parts = path.split('/');
    for (let from = parts.length - 2; from >= 0 && found.length > 1; from--) {
      const ending = `/${fold(parts.slice(from).join('/'))}`;
      const closer = found.filter((file) => fold(file.split(sep).join('/')).endsWith(ending));
      if (closer.length === 0) break;
      found = closer;
    }
    if (found.length > 1) {
      const exact = found.filter((file) => basename(file) === basename(path));
      if (exact.length !== 1)
        throw new HeroshotError('ambiguous_file', `${path} may be ${found.slice(0, 5).join(' or ')}`);
      return exact[0];
    }
    return found[0];
  }
}

function isBelow(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Pictures by file name. */
async function indexOf(folder: string): Promise<Map<string, string[]>> {
  const index = new Map<string, string[]>();
  for (const { path, error } of await findInputs([folder])) {
    if (error) continue;
    const name = fold(basename(path));
    const same = index.get(name);
    if (same) same.push(resolve(path));
    else index.set(name, [resolve(path)]);
  }
  return index;
}
