import Type, { type Static } from 'typebox';
import { FITS } from '../../compose/place/fit.js';
import { TEMPLATES } from '../../recipe/place/template.js';
import { oneOf } from './one-of.js';

const Point = Type.Array(Type.Number({ minimum: -1e6, maximum: 1e6 }), { minItems: 2, maxItems: 2 });
const share = (description: string) => Type.Optional(Type.Number({ minimum: 0, maximum: 1, description }));

export const PlacementSchema = Type.Object(
  {
    on: Type.Optional(oneOf(TEMPLATES, { description: 'A template that comes with heroshot.' })),
    photo_url: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 8192,
        description: 'Address of the photo; of an upload it may be the form’s file `photo` instead.',
      }),
    ),
    quad: Type.Optional(
      Type.Array(Point, {
        minItems: 4,
        maxItems: 4,
        description:
          'Where the design’s top left, top right, bottom right and bottom left go, in pixels of the photo.',
        examples: [
          [
            [410, 220],
            [980, 260],
            [960, 1010],
            [400, 1040],
          ],
        ],
      }),
    ),
    mesh: Type.Optional(
      Type.Object(
        {
          columns: Type.Integer({ minimum: 2, maximum: 64 }),
          rows: Type.Integer({ minimum: 2, maximum: 64 }),
          points: Type.Array(Point, { minItems: 4, maxItems: 4096 }),
        },
        {
          additionalProperties: false,
          description: 'A grid of points, row by row from the design’s top left.',
        },
      ),
    ),
    auto: Type.Optional(
      Type.Boolean({
        description: 'Find the torso in the photo; the default for a photo without quad and mesh.',
      }),
    ),
    fit: Type.Optional(
      oneOf(FITS, { description: '`contain` (default), `cover`, or `stretch` (default with quad or mesh).' }),
    ),
    aspect: Type.Optional(
      Type.Number({
        minimum: 0.02,
        maximum: 50,
        description: 'Width by height of the place as it lies flat.',
      }),
    ),
    shade: share('How much of the photo’s light the design takes; 1 by default.'),
    displace: share('How far the design follows folds; 0.5 by default.'),
    gloss: share(
      'How much the photo’s highlights lie over the design, 0 (cloth) to 1 (glass); 0.1 by default.',
    ),
    trim: Type.Optional(
      Type.Boolean({ description: 'Leave transparent margins out; by default where nothing is stretched.' }),
    ),
    enhance: Type.Optional(
      Type.Boolean({ description: 'Let the size of the place choose the enlargement; true by default.' }),
    ),
    coverage: Type.Optional(
      Type.Boolean({ description: 'Also make a picture of which pixels were composed.' }),
    ),
  },
  {
    title: 'Placement',
    additionalProperties: false,
    description:
      'Lay the result on a photo: output `placed`. With `cutout` the subject alone. On a template (`on`), a `photo_url`, or the form’s file `photo`.',
    examples: [{ on: 'tshirt' }],
  },
);
/** Where a design is laid, as it is asked for. */
export type PlacementAsked = Static<typeof PlacementSchema>;
