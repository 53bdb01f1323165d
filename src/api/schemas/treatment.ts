import Type, { type Static } from 'typebox';
import { FORMATS, type OutputFormat } from '../../engine/encode/formats.js';
import { TIERS } from '../../engine/network/registry.js';
import { MARKETPLACES } from '../../marketplaces/marketplaces.js';
import { HAND_OFF_BODIES } from '../../recipe/hand-off.js';
import { WORKFLOWS } from '../../recipe/recipes.js';
import { oneOf } from './one-of.js';
import { PlacementSchema } from './placement.js';

const dial = (description: string) =>
  Type.Optional(Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Literal('auto')], { description }));

/** Marketplaces by name. */
export const MARKETS = Type.Array(
  oneOf(
    MARKETPLACES.map(({ name }) => name as string),
    { title: 'MarketplaceName' },
  ),
  { minItems: 1, maxItems: 50, description: 'Marketplaces to make a file for, each audited.' },
);

const share = Type.Number({ minimum: 0, maximum: 1 });
const POINT = Type.Object({ x: share, y: share }, { additionalProperties: false });

/** What files are cropped around. */
const FOCUS = Type.Union(
  [
    POINT,
    Type.Partial(
      Type.Object(Object.fromEntries(MARKETPLACES.map(({ name }) => [name as string, POINT])), {
        additionalProperties: false,
      }),
    ),
  ],
  {
    description:
      'The point that files for marketplaces are cropped around instead of the subject that is found: shares of width and height from the top left, for every file or by marketplace. A subject that must stay whole is moved no further than to the edge.',
    examples: [{ x: 0.5, y: 0.3 }, { shopify: { x: 0.4, y: 0.5 } }],
  },
);

/** What can be said about a picture's treatment; the words of the command line. */
export const TREATMENT = {
  recipe: Type.Optional(
    oneOf(
      WORKFLOWS.map(({ name }) => name),
      {
        description: 'A named workflow; every other option replaces its own words. Left out: enhance alone.',
      },
    ),
  ),
  scale: Type.Optional(
    Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(4), Type.Literal('auto')], {
      description: 'Enlargement; `auto` (default): 4× up to 1,000 px, 2× up to 2,000 px.',
    }),
  ),
  tier: Type.Optional(
    oneOf(TIERS, { description: '`edge`: about a fifth of the work and softer, for previews.' }),
  ),
  restore: dial('How much compression and noise to clean; `auto` (default) measures it.'),
  sharpen: dial('How much softness to undo; `auto` (default) measures it.'),
  detail: Type.Optional(
    Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'Texture and crispness before exactness, at 4×; 0 by default.',
    }),
  ),
  format: Type.Optional(
    oneOf(['keep', ...(Object.keys(FORMATS) as OutputFormat[])] as const, {
      description: 'Format of the master; `keep` (default): the input’s, PNG for GIF.',
    }),
  ),
  quality: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'Of JPEG, WebP and AVIF.' })),
  dpi: Type.Optional(Type.Number({ minimum: 1, maximum: 10_000, description: 'Dots per inch to write.' })),
  guard: Type.Optional(
    Type.Boolean({ description: 'Hold the mean colour of every region to the input’s; true by default.' }),
  ),
  for: Type.Optional(MARKETS),
  focus: Type.Optional(FOCUS),
  cutout: Type.Optional(Type.Boolean({ description: 'Cut the subject out.' })),
  background: Type.Optional(
    Type.String({
      pattern: '^(white|transparent|#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6})$',
      description: 'Behind what was cut out: `transparent` (default), `white` or `#rrggbb`.',
    }),
  ),
  shadow: Type.Optional(Type.Boolean({ description: 'A soft contact shadow below what was cut out.' })),
  place: Type.Optional(PlacementSchema),
  hand_off: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 2048,
      description:
        'Address of another tool: the picture is posted to it, and files are made of what it answers (docs/hand-off.md).',
      examples: ['https://models.example/place'],
    }),
  ),
  hand_off_as: Type.Optional(
    oneOf(HAND_OFF_BODIES, { description: 'How it is sent: `json` (default) with base64, or a form.' }),
  ),
  hand_off_timeout: Type.Optional(
    Type.Number({ minimum: 1, maximum: 600, description: 'Seconds that the tool may take; 120 by default.' }),
  ),
  size: Type.Optional(
    Type.String({
      maxLength: 40,
      description: 'Largest size on paper: `8x10in`, `20x25cm`, `30cm`; scale and density follow.',
      examples: ['20x25cm'],
    }),
  ),
} as const;

export const TreatmentSchema = Type.Object(TREATMENT, { additionalProperties: false });
/** A picture's treatment, as it is asked for. */
export type Treatment = Static<typeof TreatmentSchema>;
