import Type from 'typebox';

/** The query of a list. */
export const PAGING = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: '20 by default.' })),
  after: Type.Optional(
    Type.String({ maxLength: 64, description: 'Only what comes after this id; `next` holds it.' }),
  ),
} as const;
