import type { Outcome } from '../catalog/run.js';
import type { Recipe } from '../recipe/recipe.js';
import type { RecipeRunner } from '../recipe/run-recipe.js';

/** What is watched, and what is done to every picture that appears there. */
export interface WatchOptions {
  folder: string;
  /** Folder of the results; made where it does not exist. */
  out: string;
  recipe: Recipe;
  runner: RecipeRunner;
  /** Leave alone what came into the folder before this time, in milliseconds since 1970, and is there at the first look. */
  newSince?: number | undefined;
  /** Do what is there, and end. */
  once?: boolean | undefined;
  /** Milliseconds between looks, for folders whose changes the system does not tell; 5,000 by default. */
  every?: number | undefined;
  /** Milliseconds that a picture must have stayed as it is; 1,000 by default. */
  settle?: number | undefined;
  /** Milliseconds between looks at whether a paused watch can go on. */
  lookEvery?: number | undefined;
}

/** What a watch tells while it goes on. */
export interface WatchHooks {
  /** Fires to end the watch: what is at work is finished. */
  signal?: AbortSignal | undefined;
  /** The first look is done. */
  onReady?: (pictures: number) => void;
  onOutcome?: (outcome: Outcome) => void | Promise<void>;
  /** Something that a person should know: the folder is gone, or back, or a part of it can't be read. */
  onNote?: (message: string) => void;
  onPause?: (message: string) => void;
  onGoOn?: () => void;
}

/** What a watch did until its end. */
export interface WatchTotals {
  done: number;
  failed: number;
  review: number;
  /** Pictures that were done before and had not changed. */
  kept: number;
}
