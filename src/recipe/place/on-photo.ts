import { HeroshotError } from '../../engine/errors.js';
import type { Recipe } from '../recipe.js';
import { isTemplateName } from './template.js';

/**
 * A recipe whose `place` step lies on the photo that was read for it, or on a template that ships: what others wrote never names a path.
 *
 * @throws {HeroshotError} `unknown_template`
 */
export function onTemplateOrBytes(recipe: Recipe, photo: Uint8Array | undefined): Recipe {
  const [enhance, ...others] = recipe.steps;
  const later = others.map((step) => {
    if (step.step !== 'place') return step;
    if (photo) return { ...step, on: photo };
    if (typeof step.on === 'string' && isTemplateName(step.on)) return step;
    throw new HeroshotError('unknown_template', 'the photo of the placement is missing');
  });
  return { ...recipe, steps: [enhance, ...later] };
}
