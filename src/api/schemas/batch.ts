import Type, { type Static } from 'typebox';
import { BATCH_STATES } from '../../jobs/batch.js';
import { PRIORITIES } from '../../jobs/job.js';
import { ErrorSchema, nullable, TimeSchema } from './job.js';
import { oneOf } from './one-of.js';
import { MetadataSchema, SourceUrlSchema } from './submission.js';
import { TREATMENT } from './treatment.js';

/** Pictures of one list in a request; longer lists come as a file. */
export const MOST_ITEMS = 10_000;

const SUBMISSION = {
  metadata: Type.Optional(MetadataSchema),
  priority: Type.Optional(oneOf(PRIORITIES, { description: '`bulk` by default.' })),
} as const;

export const BatchOptionsSchema = Type.Object(
  {
    ...TREATMENT,
    ...SUBMISSION,
    columns: Type.Optional(
      Type.String({
        maxLength: 1000,
        description: 'Which columns of a table are what, as `heroshot catalog --columns`.',
        examples: ['sku=Handle,image=Image Src'],
      }),
    ),
  },
  { title: 'BatchOptions', additionalProperties: false },
);
/** What can be said of a batch beside its file. */
export type BatchOptions = Static<typeof BatchOptionsSchema>;

export const BatchItemSchema = Type.Object(
  {
    source_url: SourceUrlSchema,
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    metadata: Type.Optional(MetadataSchema),
  },
  { title: 'BatchItem', additionalProperties: false },
);
/** A picture of a list. */
export type BatchItem = Static<typeof BatchItemSchema>;

export const BatchRequestSchema = Type.Object(
  {
    items: Type.Array(BatchItemSchema, { minItems: 1, maxItems: MOST_ITEMS }),
    ...TREATMENT,
    ...SUBMISSION,
  },
  {
    title: 'BatchRequest',
    additionalProperties: false,
    examples: [{ items: [{ source_url: 'https://shop.example/bag.jpg' }], recipe: 'supplier' }],
  },
);
/** A list of pictures. */
export type BatchRequest = Static<typeof BatchRequestSchema>;

export const CountsSchema = Type.Object(
  {
    total: Type.Integer(),
    queued: Type.Integer(),
    running: Type.Integer(),
    succeeded: Type.Integer(),
    failed: Type.Integer(),
    cancelled: Type.Integer(),
    review: Type.Integer({ description: 'Succeeded, and a person should look.' }),
  },
  { title: 'Counts', description: 'Jobs by state.' },
);

const PROGRESS = {
  state: oneOf(BATCH_STATES, {
    description:
      '`reading` while its list is turned into jobs, `running` until the last has ended, then `completed`; `failed` where the list cannot be read.',
  }),
  counts: CountsSchema,
  progress: Type.Number({ minimum: 0, maximum: 1, description: 'Share of its jobs that have ended.' }),
} as const;

export const BatchSchema = Type.Object(
  {
    object: Type.Literal('batch'),
    id: Type.String({ examples: ['bat_01kb2x4v9e8x7m6y5z4w3q2r1t'] }),
    ...PROGRESS,
    recipe: nullable(Type.String()),
    for: Type.Array(Type.String()),
    priority: oneOf(PRIORITIES),
    source: Type.Object({ kind: oneOf(['file', 'items']), name: Type.String() }),
    metadata: Type.Record(Type.String(), Type.String()),
    error: nullable(ErrorSchema),
    created_at: TimeSchema,
    finished_at: nullable(TimeSchema),
    url: Type.String(),
  },
  { title: 'Batch', description: 'Many pictures that were submitted together.' },
);
/** Many pictures that were submitted together. */
export type Batch = Static<typeof BatchSchema>;

export const BatchListSchema = Type.Object(
  {
    object: Type.Literal('list'),
    data: Type.Array(BatchSchema),
    has_more: Type.Boolean(),
    next: nullable(Type.String()),
  },
  { title: 'BatchList' },
);
/** A page of batches. */
export type BatchList = Static<typeof BatchListSchema>;

export const BatchProgressSchema = Type.Object(
  { id: Type.String(), ...PROGRESS },
  { title: 'BatchProgress', description: 'Data of the events `progress` and `completed`.' },
);
/** How far a batch is. */
export type BatchProgress = Static<typeof BatchProgressSchema>;
