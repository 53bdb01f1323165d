import { createHash } from 'node:crypto';
import type { Recipe } from '../../recipe/recipe.js';

/** SHA-256 of a picture's bytes, in hexadecimal. */
export function contentHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * The same for the same recipe, whatever the order in which its options were said; where it differs, files must be made again.
 *
 * @param about what else decides what files look like and where they lie
 */
export function recipeHash(recipe: Recipe, about: Record<string, string>): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted({ steps: recipe.steps, about })))
    .digest('hex')
    .slice(0, 32);
}

/** A value whose objects have their keys in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]),
  );
}
