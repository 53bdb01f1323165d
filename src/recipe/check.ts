import { FORMATS } from '../engine/encode/formats.js';
import { HeroshotError } from '../engine/errors.js';
import { checkOptions } from '../engine/options.js';
import { marketplace } from '../marketplaces/marketplaces.js';
import { checkFocus } from './focus.js';
import { checkHandOffs } from './hand-off.js';
import type { Recipe } from './recipe.js';

/**
 * Refuse a recipe that can't be for any picture, before the first one is touched.
 *
 * @throws {HeroshotError} `bad_option` for steps that contradict each other, `unknown_marketplace`
 */
export function checkRecipe({ steps }: Recipe): void {
  const [enhance] = steps;
  checkOptions(enhance);
  const cutout = steps.find((step) => step.step === 'cutout');
  if (steps.filter(({ step }) => step === 'place').length > 1)
    refuse('a picture is placed once; run the recipe again for another photo');
  const background = cutout && (cutout.background ?? 'transparent');
  checkHandOffs(steps.filter((step) => step.step === 'http'));
  const { format = 'keep' } = enhance;
  if (background === 'transparent' && format !== 'keep' && !FORMATS[format].alpha)
    refuse(`a ${format} file can't be transparent: choose --format png or webp, or --background white`);
  for (const step of steps) if (step.step === 'marketplaces' && step.focus) checkFocus(step.focus);
  for (const name of steps.flatMap((step) => (step.step === 'marketplaces' ? step.for : []))) {
    const market = marketplace(name);
    if (
      market.background === 'pure-white' &&
      cutout?.background?.startsWith('#') &&
      cutout.background !== '#ffffff'
    )
      refuse(`${name} asks for pure white behind the subject, not ${cutout.background}`);
  }
}

function refuse(message: string): never {
  throw new HeroshotError('bad_option', message);
}
