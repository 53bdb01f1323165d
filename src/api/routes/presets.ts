import { MARKETPLACES } from '../../marketplaces/marketplaces.js';
import { type PresetList, PresetListSchema } from '../schemas/preset.js';
import type { ApiRoutes } from './routes.js';

export const presets: ApiRoutes = async (app) => {
  app.route({
    method: 'GET',
    url: '/v1/presets',
    config: { scope: 'read' },
    schema: {
      operationId: 'listPresets',
      tags: ['reference'],
      summary: 'Marketplaces and what they ask of pictures',
      response: { 200: PresetListSchema },
    },
    handler: async (): Promise<PresetList> => ({ object: 'list', data: [...MARKETPLACES] }),
  });
};
