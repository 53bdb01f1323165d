import type { Marketplace } from '../api/types.js';
import { countText } from '../app/figures.js';
import { TEXTS } from '../texts.js';

/** The scale that `auto` takes for a long edge in pixels; as the engine's `autoScale`. */
export const autoScale = (edge: number): 1 | 2 | 4 => (edge <= 1000 ? 4 : edge <= 2000 ? 2 : 1);

/** Pixels of a result that the service makes at most. */
const MOST_PIXELS = 200_000_000;

/** What enlarging a picture brings, in words. */
export function sizeAdvice(
  { width, height }: { width: number; height: number },
  asked: 'auto' | 2 | 4,
  amazon: Pick<Marketplace, 'zoomFrom'> | undefined,
): { text: string; scale: 1 | 2 | 4; width: number; height: number; tooLarge: boolean } {
  const edge = Math.max(width, height);
  const scale = asked === 'auto' ? autoScale(edge) : asked;
  const words = TEXTS.settings.advice;
  const size = { width: width * scale, height: height * scale };
  const tooLarge = size.width * size.height > MOST_PIXELS;
  return { text: sentence(), scale, ...size, tooLarge };

  function sentence(): string {
    if (tooLarge) return TEXTS.settings.tooLarge;
    if (edge < 300) return words.tiny(edge);
    const zoom = amazon?.zoomFrom ?? 1000;
    if (edge < zoom && edge * scale < zoom) return words.short(edge, scale, countText(zoom));
    if (edge < 500) return words.small(edge);
    if (edge < zoom) return words.zoom(edge, scale, countText(zoom));
    if (edge <= 2000) return words.enough(edge);
    return scale === 1 ? words.leave(edge) : words.asked(edge, scale);
  }
}
