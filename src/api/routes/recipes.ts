import { WORKFLOWS } from '../../recipe/recipes.js';
import { type RecipeList, RecipeListSchema } from '../schemas/recipe.js';
import type { ApiRoutes } from './routes.js';

export const recipes: ApiRoutes = async (app) => {
  app.route({
    method: 'GET',
    url: '/v1/recipes',
    config: { scope: 'read' },
    schema: {
      operationId: 'listRecipes',
      tags: ['reference'],
      summary: 'The named workflows',
      response: { 200: RecipeListSchema },
    },
    handler: async (): Promise<RecipeList> => ({
      object: 'list',
      data: WORKFLOWS.map(({ name, title, about, steps }) => ({
        name,
        title,
        about,
        steps: steps.map((step) => ({ ...step })),
      })),
    }),
  });
};
