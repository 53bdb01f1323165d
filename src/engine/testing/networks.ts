import { MODELS, type Model } from '../network/registry.js';

/** Every set of weights that ships, as a row of the registry: those for clean pictures are rows of their own. */
export const NETWORKS: readonly Model[] = MODELS.flatMap((model) => {
  const { int8: _, clean, ...rest } = model;
  return [model, ...(clean ? [{ ...rest, ...clean, id: `${model.id}, clean` }] : [])];
});
