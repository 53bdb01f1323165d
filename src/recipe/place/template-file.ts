import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { FITS } from '../../compose/place/fit.js';

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
export type TemplateFile = Static<typeof TemplateSchema>;

const validator = Compile(TemplateSchema);

/** A file's data, held against the schema; what is wrong is thrown as `refuse` says it. */
export function checkedTemplate(data: unknown, refuse: (why: string) => Error): TemplateFile {
  if (validator.Check(data)) return data;
  const [first] = validator.Errors(data);
  throw refuse(`is wrong at ${first?.instancePath || '/'}: ${first?.message ?? 'it has another form'}`);
}
