import Type, { type Static } from 'typebox';
import { oneOf } from './one-of.js';

export const HealthSchema = Type.Object({ status: oneOf(['ok']) }, { title: 'Health' });
/** The process answers. */
export type Health = Static<typeof HealthSchema>;

const PartSchema = Type.Object({
  status: oneOf(['ok', 'failed']),
  code: Type.Optional(Type.String({ description: 'What is wrong; see docs/errors.md.' })),
});

export const ReadinessSchema = Type.Object(
  {
    status: oneOf(['ready', 'not_ready']),
    parts: Type.Object({
      store: PartSchema,
      blobs: PartSchema,
      queue: PartSchema,
      worker: Type.Optional(PartSchema),
      edge: Type.Optional(PartSchema),
    }),
  },
  { title: 'Readiness' },
);
/** Whether every part that requests need can be used. */
export type Readiness = Static<typeof ReadinessSchema>;
