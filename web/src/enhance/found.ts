import type { RecipeReport } from '../api/types.js';
import { TEXTS } from '../texts.js';

const words = TEXTS.report;

const level = (value: number): string => {
  if (value < 0.3) return words.levels.light;
  return value < 0.6 ? words.levels.some : words.levels.strong;
};

/** Below this a measure says nothing. */
const LEAST = 0.05;

/** What damage was found in a file, in words. */
export function foundIn({ input, condition }: RecipeReport): string {
  const seen = condition?.measured.seen;
  const parts = [
    ...(input.jpegQuality ? [words.quality(input.jpegQuality)] : []),
    ...(!input.jpegQuality && seen && seen.compression > LEAST
      ? [`${level(seen.compression)} ${words.hidden}`]
      : []),
    ...(seen && seen.noise > LEAST ? [`${level(seen.noise)} ${words.noise}`] : []),
    ...(seen && seen.blur > LEAST ? [`${level(seen.blur)} ${words.blur}`] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : words.clean;
}
