import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HeroshotError, readError } from '../../engine/errors.js';
import type { TemplateFile } from './template-file.js';

/** A template: its data, and where its pictures lie. */
export interface Template extends Omit<TemplateFile, 'photo' | 'mask'> {
  name: string;
  /** Paths. */
  photo: string;
  mask?: string;
}

/** Folder of the templates that ship. */
const FOLDER = fileURLToPath(new URL('../../../templates/', import.meta.url));

/** The templates that ship: a folder each in `templates/`. */
export const TEMPLATES = ['tshirt', 'mug'] as const;
export type TemplateName = (typeof TEMPLATES)[number];

const FILE = 'template.json';
const MOST_BYTES = 2 ** 20;

export const isTemplateName = (name: string): name is TemplateName =>
  (TEMPLATES as readonly string[]).includes(name);

/**
 * The template of a name, a `template.json` or a folder with one; `undefined` where the path is another file, such as a photo.
 *
 * @throws {HeroshotError} `unknown_template`, `bad_template`, `unreadable`
 */
export async function findTemplate(on: string): Promise<Template | undefined> {
  if (isTemplateName(on)) return readTemplate(join(FOLDER, on, FILE), on);
  const info = await stat(on).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && /^[\w-]+$/.test(on))
      throw new HeroshotError(
        'unknown_template',
        `there is no template ${on}; there are ${TEMPLATES.join(', ')}`,
      );
    throw readError(error, on);
  });
  if (info.isDirectory()) return readTemplate(join(on, FILE), basename(on));
  return basename(on).endsWith('.json') ? readTemplate(on, basename(dirname(on))) : undefined;
}

/**
 * Read a `template.json`.
 *
 * @throws {HeroshotError} `file_not_found`, `unreadable`, `bad_template`
 */
export async function readTemplate(path: string, name: string): Promise<Template> {
  const refuse = (why: string) => new HeroshotError('bad_template', `the template ${path} ${why}`);
  let text: string;
  try {
    if ((await stat(path)).size > MOST_BYTES) throw refuse('has more than 1 MiB');
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw readError(error, path);
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw refuse('is not JSON');
  }
  // Loaded where a template is read: the library of schemas takes a third of a second and 25 MB.
  const { checkedTemplate } = await import('./template-file.js');
  const file = checkedTemplate(data, refuse);
  if ((file.quad === undefined) === (file.mesh === undefined)) throw refuse('needs a quad or a mesh');
  const { photo, mask, ...rest } = file;
  const beside = (told: string) => {
    // A template that came from elsewhere must not read what lies outside of its folder.
    if (told !== basename(told) || told === '..' || told.includes('\\'))
      throw refuse(`names ${told}, not a file beside it`);
    return join(dirname(path), told);
  };
  return { ...rest, name, photo: beside(photo), ...(mask ? { mask: beside(mask) } : {}) };
}
