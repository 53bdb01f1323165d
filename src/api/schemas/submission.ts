import Type, { type Static } from 'typebox';
import { PRIORITIES } from '../../jobs/job.js';
import { oneOf } from './one-of.js';
import { TREATMENT } from './treatment.js';

export const MetadataSchema = Type.Unsafe<Record<string, string>>({
  type: 'object',
  maxProperties: 20,
  propertyNames: { type: 'string', maxLength: 40, pattern: '^(?!__proto__$).+$' },
  additionalProperties: { type: 'string', maxLength: 500 },
  description: 'Your own words: at most 20, of at most 500 characters. Handed back with the job, never read.',
  examples: [{ sku: 'BAG-1' }],
});

export const SourceUrlSchema = Type.String({
  minLength: 1,
  maxLength: 8192,
  description: 'Address of the picture, http or https, on the public internet.',
  examples: ['https://shop.example/bag.jpg'],
});

const SUBMISSION = {
  name: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'File name; results are named after it. Left out: the upload’s own.',
    }),
  ),
  metadata: Type.Optional(MetadataSchema),
  priority: Type.Optional(oneOf(PRIORITIES, { description: '`interactive` (default) comes before `bulk`.' })),
  dry_run: Type.Optional(
    Type.Boolean({ description: 'Only say what would be done and how long it would take.' }),
  ),
} as const;

/** The options of an upload, as fields of a form or in one field `options`. */
export const ImageOptionsSchema = Type.Object(
  { ...TREATMENT, ...SUBMISSION },
  { title: 'ImageOptions', additionalProperties: false },
);
/** What can be said of an image beside its bytes. */
export type ImageOptions = Static<typeof ImageOptionsSchema>;

export const ImageRequestSchema = Type.Object(
  { source_url: SourceUrlSchema, ...TREATMENT, ...SUBMISSION },
  {
    title: 'ImageRequest',
    additionalProperties: false,
    examples: [{ source_url: 'https://shop.example/bag.jpg', scale: 4, for: ['amazon'] }],
  },
);
/** An image at an address. */
export type ImageRequest = Static<typeof ImageRequestSchema>;
