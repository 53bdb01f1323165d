import Type, { type Static } from 'typebox';
import { JOB_STATES, PRIORITIES } from '../../jobs/job.js';
import { FILE_FORMATS } from '../../jobs/media-type.js';
import { oneOf } from './one-of.js';

export const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const TimeSchema = Type.String({ format: 'date-time' });

export const ErrorSchema = Type.Object(
  {
    code: Type.String({ description: 'Stable; see docs/errors.md.', examples: ['corrupt_image'] }),
    message: Type.String(),
    hint: Type.String({ description: 'What to do.' }),
  },
  { title: 'JobError' },
);

export const OutputSchema = Type.Object(
  {
    name: Type.String({ examples: ['bag.jpg'] }),
    for: Type.String({
      description:
        '`master`, the marketplace, `placed`, or `coverage` of what was placed; of a clip `clip-1080x1920` and `poster-1080x1920`.',
    }),
    format: oneOf(FILE_FORMATS),
    type: Type.String({ description: 'Media type.', examples: ['image/jpeg'] }),
    bytes: Type.Integer(),
    width: Type.Integer(),
    height: Type.Integer(),
    sha256: Type.String(),
    audit: Type.Optional(
      oneOf(['pass', 'warn', 'fail'], { description: 'How it fares at its marketplace.' }),
    ),
    url: Type.String({
      description: 'Where the file is; absolute where the server knows its public address.',
    }),
  },
  { title: 'Output', description: 'A file that a job made.' },
);
/** A file that a job made. */
export type Output = Static<typeof OutputSchema>;

export const JobSchema = Type.Object(
  {
    object: Type.Literal('job'),
    id: Type.String({ examples: ['job_01kb2x4v9e8x7m6y5z4w3q2r1t'] }),
    state: oneOf(JOB_STATES),
    kind: oneOf(['recipe', 'audit', 'clip']),
    recipe: nullable(Type.String({ description: 'Name of the recipe.' })),
    for: Type.Array(Type.String(), { description: 'Marketplaces.' }),
    priority: oneOf(PRIORITIES),
    name: Type.String(),
    source: Type.Object({
      kind: oneOf(['upload', 'url', 'object', 'archive']),
      url: Type.Optional(Type.String()),
      bucket: Type.Optional(Type.String()),
      key: Type.Optional(Type.String()),
    }),
    input_bytes: nullable(Type.Integer()),
    batch_id: nullable(Type.String()),
    ordinal: nullable(Type.Integer({ description: 'Place in its batch, from 1.' })),
    metadata: Type.Record(Type.String(), Type.String()),
    attempts: Type.Integer(),
    progress: Type.Number({ minimum: 0, maximum: 1 }),
    cancel_requested: Type.Boolean(),
    verdict: nullable(
      Type.String({ description: '`pass` or `review`; of an audit `pass`, `warn` or `fail`.' }),
    ),
    error: nullable(ErrorSchema),
    outputs: Type.Array(OutputSchema),
    created_at: TimeSchema,
    started_at: nullable(TimeSchema),
    finished_at: nullable(TimeSchema),
    url: Type.String(),
  },
  { title: 'Job', description: 'A picture and what becomes of it.' },
);
/** A picture and what becomes of it. */
export type Job = Static<typeof JobSchema>;

export const JobListSchema = Type.Object(
  {
    object: Type.Literal('list'),
    data: Type.Array(JobSchema),
    has_more: Type.Boolean(),
    next: nullable(Type.String({ description: 'Address of the next page.' })),
  },
  { title: 'JobList' },
);
/** A page of jobs. */
export type JobList = Static<typeof JobListSchema>;

export const DryRunSchema = Type.Object(
  {
    object: Type.Literal('dry_run'),
    recipe: Type.Object({
      name: Type.String(),
      steps: Type.Array(Type.Record(Type.String(), Type.Unknown())),
    }),
    name: Type.String(),
    input: nullable(
      Type.Object(
        { format: Type.String(), bytes: Type.Integer(), sha256: Type.String() },
        {
          description: 'The upload; null for an address, which is not fetched.',
        },
      ),
    ),
    estimate: Type.Object({
      seconds: nullable(
        Type.Number({ description: 'Until it would be done; null where nothing was measured yet.' }),
      ),
      mean_seconds: nullable(Type.Number({ description: 'Mean work of the jobs that were measured.' })),
      measured_jobs: Type.Integer({ description: 'The last jobs that succeeded, at most 100.' }),
      waiting: Type.Integer({ description: 'Jobs that come before it.' }),
      running: Type.Integer(),
      basis: Type.String({ description: 'How `seconds` was reckoned.' }),
    }),
  },
  { title: 'DryRun', description: 'What would be done; nothing was written.' },
);
/** What would be done. */
export type DryRun = Static<typeof DryRunSchema>;
