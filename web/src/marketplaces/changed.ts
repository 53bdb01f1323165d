import type { Point } from '../../../src/recipe/focus.js';
import type { OutputReport, RecipeReport, Treatment } from '../api/types.js';
import type { AskedFor } from '../enhance/asked.js';
import { treatmentOf } from '../enhance/asked.js';
import type { Picture } from '../enhance/picture.js';
import { middleOf } from './plan.js';

const LOOKS = ['cutout', 'background', 'shadow', 'scale', 'restore', 'sharpen', 'detail'] as const;

/** Whether a file would come out otherwise if it were made anew now. */
export function isChanged(
  { treatment, focus }: Pick<Picture, 'treatment' | 'focus'>,
  asked: AskedFor,
  market: string,
): boolean {
  if (!samePoint(focusIn(treatment, market), focus?.[market])) return true;
  // Of a job from before the page was loaded again nobody knows what was asked.
  if (!treatment) return false;
  const now = treatmentOf(asked);
  return LOOKS.some((word) => treatment[word] !== now[word]);
}

const focusIn = (treatment: Treatment | undefined, market: string): Point | undefined =>
  (treatment?.focus as Record<string, Point> | undefined)?.[market];

const samePoint = (a: Point | undefined, b: Point | undefined) => a?.x === b?.x && a?.y === b?.y;

/** What is in the middle of a file that was made; undefined where its log does not tell. */
export function madeMiddle({ transforms }: OutputReport, { input, scale }: RecipeReport): Point | undefined {
  let crop: { left: number; top: number; width: number; height: number } | undefined;
  for (const transform of transforms) {
    if (transform.step === 'crop') crop = transform.box;
    if (transform.step === 'place' && crop) {
      const master = { width: input.width * scale, height: input.height * scale };
      return middleOf({ crop, place: transform.box, canvas: transform.canvas }, master);
    }
  }
  return undefined;
}
