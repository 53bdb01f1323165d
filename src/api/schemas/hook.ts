import Type, { type Static } from 'typebox';
import { WORKFLOWS } from '../../recipe/recipes.js';
import { oneOf } from './one-of.js';

export const HookQuerySchema = Type.Object(
  {
    recipe: Type.Optional(
      oneOf(
        WORKFLOWS.map(({ name }) => name),
        { description: '`reviews` by default.' },
      ),
    ),
  },
  { additionalProperties: false },
);

export const HookAnswerSchema = Type.Object(
  {
    object: Type.Literal('hook'),
    job_ids: Type.Array(Type.String(), {
      description: 'Jobs of the pictures that the event names, the same ones when it comes again.',
    }),
    ignored: Type.Integer({ description: 'Records that are no uploads of pictures.' }),
  },
  { title: 'HookAnswer' },
);
/** What came of an event. */
export type HookAnswer = Static<typeof HookAnswerSchema>;

/** For the document alone: events hold much that nobody needs here. */
export const HookEventSchema = Type.Unsafe<unknown>({
  title: 'UploadEvent',
  type: 'object',
  description: 'An S3 event (`Records`), an EventBridge event (`detail`), or `{"url": "https://…"}`.',
  examples: [
    {
      Records: [
        { eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'reviews' }, object: { key: 'a+b.jpg' } } },
      ],
    },
    { url: 'https://shop.example/review.jpg' },
  ],
});
