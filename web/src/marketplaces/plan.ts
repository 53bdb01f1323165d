import { type Frame, isSolid } from '../../../src/compose/frame.js';
import { type Layout, planLayout } from '../../../src/compose/layout.js';
import type { Size } from '../../../src/engine/raster.js';
import type { Background } from '../../../src/recipe/background.js';
import type { Point } from '../../../src/recipe/focus.js';
import { frameOf } from '../../../src/recipe/frame-of.js';
import type { Marketplace } from '../api/types.js';
import type { AskedFor } from '../enhance/asked.js';
import { sizeAdvice } from '../enhance/size-advice.js';
import type { Looked } from './seen.js';

/** How a file will be laid out, by the service's own geometry. */
export interface Plan {
  master: Size;
  frame: Frame;
  layout: Layout;
  /** The subject will stand on its own. */
  cutOut: boolean;
  /** What lies in the frame's middle, as shares of the picture. */
  middle: Point;
}

/** What a marketplace's file will be of a picture that is enhanced as asked, cropped around `focus`. */
export function planFor(
  market: Marketplace,
  seen: Looked,
  asked: Pick<AskedFor, 'cutout' | 'background' | 'shadow' | 'scale'>,
  focus: Point | undefined,
): Plan {
  const { width, height, scale } = sizeAdvice(seen, asked.scale, undefined);
  const master = { width, height };
  const { cutout, background, shadow } = asked;
  const cutOut = cutout || seen.alpha || market.background === 'pure-white';
  const frame: Frame =
    market.name === 'print'
      ? { canvas: master, mode: 'pad', background: seen.alpha ? 'transparent' : 'white' }
      : frameOf(market, {
          cutOut,
          background: cutout ? (background as Background) : undefined,
          shadow,
          border: seen.border,
          focus,
        });
  const subject = seen.subject && {
    left: seen.subject.left * scale,
    top: seen.subject.top * scale,
    width: seen.subject.width * scale,
    height: seen.subject.height * scale,
  };
  const layout = planLayout(master, subject, frame, (cutOut || seen.alpha) && isSolid(frame.background));
  return { master, frame, layout, cutOut, middle: middleOf(layout, master) };
}

const share = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;

/** The point of the picture in the middle of a canvas. */
export function middleOf(
  { crop, place, canvas }: Pick<Layout, 'crop' | 'place' | 'canvas'>,
  master: Size,
): Point {
  const x = crop.left + ((canvas.width / 2 - place.left) * crop.width) / place.width;
  const y = crop.top + ((canvas.height / 2 - place.top) * crop.height) / place.height;
  return { x: share(x / master.width), y: share(y / master.height) };
}

/** Whether another focus would give another file. */
export function canMove(
  market: Marketplace,
  seen: Looked,
  asked: Pick<AskedFor, 'cutout' | 'background' | 'shadow' | 'scale'>,
): boolean {
  if (market.name === 'print') return false;
  const [from, to] = [0, 1].map((at) => planFor(market, seen, asked, { x: at, y: at }).middle);
  return from?.x !== to?.x || from?.y !== to?.y;
}
