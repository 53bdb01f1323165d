import { marketplacesOf } from '../marketplaces/marketplaces.js';
import { type Asked, askedRecipe } from '../recipe/asked.js';
import { background } from '../recipe/background.js';
import type { Focus } from '../recipe/focus.js';
import { paperSize } from '../recipe/print.js';
import type { Recipe } from '../recipe/recipe.js';
import { workflow } from '../recipe/recipes.js';
import { placeOf } from './placement-work.js';
import { TREATMENT, type Treatment } from './schemas/treatment.js';
import { invalid } from './validation.js';

/**
 * The recipe that was asked for.
 *
 * @throws {HeroshotError} `bad_option`, `unknown_marketplace`, `unknown_recipe`
 * @throws {Problem} `validation`
 */
export function treatmentRecipe(treatment: Treatment): Recipe {
  const { recipe: name, for: markets, focus, background: behind, size, place, ...plain } = treatment;
  const named = name === undefined ? undefined : workflow(name);
  if (!plain.cutout && !named?.steps.some(({ step }) => step === 'cutout')) {
    const idle = [...(behind ? ['background'] : []), ...(plain.shadow ? ['shadow'] : [])];
    if (idle.length > 0)
      throw invalid(idle.map((field) => ({ pointer: `/${field}`, detail: 'needs `cutout: true`' })));
  }
  if (focus && !markets && !named?.steps.some(({ step }) => step === 'marketplaces'))
    throw invalid([
      { pointer: '/focus', detail: 'needs `for`, or a recipe that makes files for marketplaces' },
    ]);
  const asked: Asked = {
    ...plain,
    ...(focus ? { focus: focus as Focus } : {}),
    ...(markets ? { for: marketplacesOf(markets.join(',')).map((market) => market.name) } : {}),
    ...(behind ? { background: background(behind) } : {}),
    ...(size ? { size: paperSize(size) } : {}),
    ...(place ? { place: placeOf(place) } : {}),
  };
  return askedRecipe(asked, named);
}

/** The part of a request that speaks of treatment. */
export function treatmentOf(options: Treatment & Record<string, unknown>): Treatment {
  return Object.fromEntries(Object.entries(options).filter(([name]) => Object.hasOwn(TREATMENT, name)));
}
