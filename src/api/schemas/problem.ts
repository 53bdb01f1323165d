import Type, { type Static } from 'typebox';

export const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: 'Page that explains the code.' }),
    code: Type.String({ description: 'Stable; see docs/problems.md.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    hint: Type.String({ description: 'What to do.' }),
    instance: Type.String({ description: 'The request’s id.' }),
    errors: Type.Optional(
      Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }), {
        description: 'Wrong places, by JSON pointer.',
      }),
    ),
  },
  { title: 'Problem', description: 'RFC 9457.' },
);
/** A problem as it is sent (RFC 9457). */
export type ProblemBody = Static<typeof ProblemSchema>;
