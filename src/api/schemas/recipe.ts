import Type, { type Static } from 'typebox';

export const RecipeListSchema = Type.Object(
  {
    object: Type.Literal('list'),
    data: Type.Array(
      Type.Object(
        {
          name: Type.String({ examples: ['supplier'] }),
          title: Type.String(),
          about: Type.String(),
          steps: Type.Array(Type.Object({ step: Type.String() }, { additionalProperties: true })),
        },
        { title: 'Recipe', description: 'A named workflow.' },
      ),
    ),
  },
  { title: 'RecipeList' },
);
/** The named workflows. */
export type RecipeList = Static<typeof RecipeListSchema>;
