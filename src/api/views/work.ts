import type { Work } from '../../jobs/job.js';

/** The recipe's name; an audit has none. */
export const recipeName = (work: Work): string | null => (work.kind === 'recipe' ? work.recipe.name : null);

/** Marketplaces that something is made for, or held against. */
export function marketsOf(work: Work): string[] {
  if (work.kind === 'audit') return work.for;
  if (work.kind === 'clip') return [];
  return work.recipe.steps.flatMap((step) => (step.step === 'marketplaces' ? step.for : []));
}
