import type { PlainBorder } from '../compose/border-kind.js';
import type { Frame } from '../compose/frame.js';
import type { Size } from '../engine/raster.js';
import { longestSide, ratioOf } from '../marketplaces/marketplace.js';
import type { Marketplace } from '../marketplaces/marketplaces.js';
import type { Background } from './background.js';
import type { Point } from './focus.js';

/** What is known of a picture when a file is planned for a marketplace. */
export interface Known {
  /** The subject stands on its own, so that it can be laid on any background at any size of the frame. */
  cutOut: boolean;
  /** What a person wants behind a subject that was cut out. */
  background?: Background | undefined;
  /** A contact shadow below a subject that was cut out, where the marketplace allows one. */
  shadow?: boolean | undefined;
  /** How the photograph can be continued beyond its border. */
  border?: PlainBorder | undefined;
  /** What a person wants in the middle. */
  focus?: Point | undefined;
}

/** Where a marketplace only advises how much of the frame is filled, reaching its minimum size comes first. */
const LOOSE = 0.5;

/**
 * What a marketplace asks of a picture's geometry. A subject that was cut out, or stands before one colour, is laid
 * into the middle of the frame and fills it as the marketplace advises; a scene stays a scene: it is cropped around its
 * subject where that is enough, and continued where it is not. A focus that a person chose is kept in the middle as far as the
 * master reaches; a subject that must stay whole is moved no further than to the frame's edge.
 */
export function frameOf(market: Marketplace, { focus, ...known }: Known): Frame {
  const frame = plainFrame(market, known);
  return focus ? { ...frame, focus: { ...focus, firm: true } } : frame;
}

function plainFrame(market: Marketplace, { cutOut, background, shadow, border }: Known): Frame {
  const canvas = canvasOf(market);
  const pure = market.background === 'pure-white';
  if (cutOut) {
    const chosen = background === 'transparent' && !market.transparency ? 'white' : background;
    return {
      canvas,
      mode: 'pad',
      background: pure ? 'white' : (chosen ?? 'white'),
      fill: fillOf(market),
      ...(shadow && !pure ? { shadow: 'soft' } : {}),
    };
  }
  if (border?.kind === 'colour')
    return { canvas, mode: 'pad', background: border.colour, fill: fillOf(market) };
  const around = market.background === 'any' ? 'blur' : 'white';
  return { canvas, mode: 'crop', background: border ? 'edge' : around };
}

function fillOf({ fill }: Marketplace): NonNullable<Frame['fill']> {
  const [least, most] = fill.made;
  return {
    least: fill.rule === 'required' ? least : Math.min(least, LOOSE),
    most,
    wanted: (least + most) / 2,
  };
}

function canvasOf({ canvas, minimum, shape }: Marketplace): Frame['canvas'] {
  if (canvas.kind === 'exact') {
    const { width, height } = canvas;
    return { width, height, minimum: leastLongest(minimum, { width, height }) };
  }
  const [from, to] = shape.range;
  const wanted = longestSide(canvas);
  return {
    ratio: shape.made === 'own' ? { from, to } : [ratioOf(shape.made)],
    wanted,
    minimum: Math.min(minimum.longest ?? minimum.shortest ?? 1, wanted),
  };
}

/** The least longest side of a canvas of this shape that keeps both bounds. */
function leastLongest(
  { longest = 1, shortest = 1 }: Marketplace['minimum'],
  { width, height }: Size,
): number {
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  return Math.min(long, Math.ceil(Math.max(longest, (shortest * long) / short)));
}
