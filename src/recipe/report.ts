import type { Report } from '../engine/report.js';
import type { Gate } from './enhance-step.js';
import type { PrintPlan } from './print.js';

/** What a recipe did to a picture; written beside it as `<name>.report.json`. */
export interface RecipeReport extends Report {
  recipe: string;
  /** `review` where a person should look: at the master's fidelity, at the cut-out, or at a file for a marketplace. */
  verdict: 'pass' | 'review';
  /** Why, in plain sentences; empty for `pass`. */
  reasons: string[];
  gate?: Gate;
  print?: PrintPlan;
}
