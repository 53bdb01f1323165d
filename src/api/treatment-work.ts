import type { AddressPolicy } from '../catalog/remote/address-guard.js';
import { checkUrl } from '../catalog/remote/checked-url.js';
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
 * @param policy which addresses a picture may be handed off to
 * @throws {HeroshotError} `bad_option`, `unknown_marketplace`, `unknown_recipe`, `url_refused`
 * @throws {Problem} `validation`
 */
export function treatmentRecipe(treatment: Treatment, policy: AddressPolicy): Recipe {
  const { recipe: name, for: markets, focus, background: behind, size, place, ...rest } = treatment;
  const { hand_off: handOff, hand_off_as: handOffAs, hand_off_timeout: handOffTimeout, ...plain } = rest;
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
  if (handOff === undefined) {
    const idle = [...(handOffAs ? ['hand_off_as'] : []), ...(handOffTimeout ? ['hand_off_timeout'] : [])];
    if (idle.length > 0)
      throw invalid(idle.map((field) => ({ pointer: `/${field}`, detail: 'needs `hand_off`' })));
  }
  const asked: Asked = {
    ...plain,
    ...(focus ? { focus: focus as Focus } : {}),
    ...(handOff ? { handOff: checkUrl(handOff, policy).href } : {}),
    ...(handOffAs ? { handOffAs } : {}),
    ...(handOffTimeout ? { handOffTimeout } : {}),
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
