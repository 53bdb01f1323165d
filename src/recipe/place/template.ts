import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { FITS } from '../../compose/place/fit.js';
import { HeroshotError, readError } from '../../engine/errors.js';

const PointSchema = Type.Tuple([Type.Number(), Type.Number()]);

/** What a `template.json` says: a photo and where a design goes on it. */
export const TemplateSchema = Type.Object(
  {
    version: Type.Literal(1),
    title: Type.String({ minLength: 1, maxLength: 200 }),
    about: Type.Optional(Type.String({ maxLength: 1000 })),
    /** File name of the photo, beside the template. */
    photo: Type.String({ minLength: 1, maxLength: 200 }),
    /** Pixels of the photo: a photo of another size is not the one that the points were set on. */
    width: Type.Integer({ minimum: 1 }),
    height: Type.Integer({ minimum: 1 }),
    /** Where the design goes; one of them. */
    quad: Type.Optional(Type.Tuple([PointSchema, PointSchema, PointSchema, PointSchema])),
    mesh: Type.Optional(
      Type.Object(
        {
          columns: Type.Integer({ minimum: 2, maximum: 64 }),
          rows: Type.Integer({ minimum: 2, maximum: 64 }),
          points: Type.Array(PointSchema, { maxItems: 4096 }),
        },
        { additionalProperties: false },
      ),
    ),
    /** File name of a mask of what stays in front. */
    mask: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    aspect: Type.Optional(Type.Number({ minimum: 0.02, maximum: 50 })),
    fit: Type.Optional(Type.Union(FITS.map((fit) => Type.Literal(fit)))),
    shade: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    displace: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    gloss: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  },
  { additionalProperties: false },
);
type TemplateFile = Static<typeof TemplateSchema>;

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
const validator = Compile(TemplateSchema);

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
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw refuse('is not JSON');
  }
  if (!validator.Check(file)) {
    const [first] = validator.Errors(file);
    throw refuse(`is wrong at ${first?.instancePath || '/'}: ${first?.message ?? 'it has another form'}`);
  }
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
