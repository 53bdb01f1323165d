import Type, { type Static } from 'typebox';
import { EASING_NAMES } from '../../compose/clip/easing.js';
import { MOTIONS } from '../../compose/clip/move.js';
import { CLIP_TARGETS } from '../../compose/clip/sizes.js';
import { TRANSITIONS } from '../../compose/clip/timeline.js';
import { VIDEO_FORMAT_NAMES } from '../../compose/clip/video-formats.js';
import { MOST_SECONDS, MOST_STILLS } from '../../recipe/clip/options.js';
import { oneOf } from './one-of.js';
import { MetadataSchema, SourceUrlSchema } from './submission.js';

const NameSchema = Type.Optional(Type.String({ minLength: 1, maxLength: 200 }));

const StillSchema = Type.Union(
  [
    Type.Object(
      {
        job: Type.String({ description: 'Id of a job that succeeded; its files stand for the picture.' }),
        output: Type.Optional(
          Type.String({
            maxLength: 300,
            description: 'Which of its files, by `outputs[].name`; the master by default.',
          }),
        ),
      },
      { additionalProperties: false },
    ),
    Type.Object({ source_url: SourceUrlSchema, name: NameSchema }, { additionalProperties: false }),
  ],
  { description: 'A finished job, or a picture at an address.' },
);

export const ClipRequestSchema = Type.Object(
  {
    stills: Type.Array(StillSchema, {
      minItems: 1,
      maxItems: MOST_STILLS,
      description: 'Pictures, in their order.',
    }),
    for: Type.Optional(
      Type.Array(oneOf(CLIP_TARGETS.map(({ name }) => name)), {
        minItems: 1,
        description: 'Where it will be shown; a file for each size.',
      }),
    ),
    size: Type.Optional(
      Type.String({
        pattern: '^[0-9]{2,4}x[0-9]{2,4}$',
        description: 'Size of the frames instead; `1080x1920` by default.',
      }),
    ),
    fps: Type.Optional(
      Type.Union([Type.Literal(25), Type.Literal(30), Type.Literal(60)], { description: '30 by default.' }),
    ),
    seconds: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: MOST_SECONDS,
        description: 'Length; 2.4 seconds a still by default, at least 4.',
      }),
    ),
    motion: Type.Optional(
      oneOf(['auto', ...MOTIONS] as const, { description: 'How stills are moved over; `auto` by default.' }),
    ),
    transition: Type.Optional(
      oneOf(TRANSITIONS, { description: '`fade` by default; `optical` for `turn`.' }),
    ),
    easing: Type.Optional(oneOf(EASING_NAMES, { description: '`sine` by default.' })),
    format: Type.Optional(oneOf(VIDEO_FORMAT_NAMES, { description: 'H.264 or VP9; `mp4` by default.' })),
    scale: Type.Optional(
      Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(4), Type.Literal('auto')], {
        description: 'Enlargement of each still; `auto` (default): as much as the frames need.',
      }),
    ),
    name: NameSchema,
    metadata: Type.Optional(MetadataSchema),
  },
  {
    title: 'ClipRequest',
    additionalProperties: false,
    examples: [{ stills: [{ job: 'job_01kb2x4v9e8x7m6y5z4w3q2r1t' }], for: ['tiktok', 'shopify'] }],
  },
);
/** A clip of finished jobs, or of pictures at addresses. */
export type ClipRequest = Static<typeof ClipRequestSchema>;
