import { HeroshotError } from '../engine/errors.js';
import type { Size } from '../engine/raster.js';

/** What lies behind and around the picture. A colour is `#rrggbb`. */
export type Background = 'white' | 'transparent' | 'edge' | 'blur' | `#${string}`;

/** A canvas of exactly this size; it shrinks in its shape where the master is too small. */
export interface ExactCanvas extends Size {
  /** Shortest length in pixels that its longest side may shrink to; absent = not at all. */
  minimum?: number;
}

/** A canvas whose shape and size follow the picture within bounds. */
export interface FreeCanvas {
  /** Shapes it may have, as width / height: a list or a range; absent = the master's own. */
  ratio?: readonly number[] | { from: number; to: number };
  /** Which side the three lengths speak of; the longest where absent. */
  side?: 'longest' | 'shortest';
  /** Wanted length in pixels. */
  wanted: number;
  minimum?: number;
  maximum?: number;
}

/** What a target asks of its picture's geometry. */
export interface Frame {
  canvas: ExactCanvas | FreeCanvas;
  /** `crop` stays inside the photograph where it can; `pad` keeps all of it, or what `fill` asks for, and pads. */
  mode: 'crop' | 'pad';
  background: Background;
  /** Share of the canvas that the subject spans on the side that it fills most, 0..1. */
  fill?: { least: number; most: number; wanted?: number };
  /**
   * The point of the master to centre, 0..1 across and down; absent = the subject's centre. A `firm` one was chosen by a person: in
   * a `crop` it goes before the subject, which may be cut.
   */
  focus?: { x: number; y: number; firm?: boolean };
  /** Share of the canvas on each side that the subject leaves free, 0..0.4; yields where a `crop` would need pads. */
  margin?: number;
  /** A soft contact shadow below a subject with a matte. */
  shadow?: 'none' | 'soft';
}

/** Whether the background is one colour or nothing: it may surround a subject without showing where the photograph ended. */
export const isSolid = (background: Background): boolean => background !== 'edge' && background !== 'blur';

/** Whether a person's focus goes before the subject. */
export const leads = ({ mode, focus }: Pick<Frame, 'mode' | 'focus'>): boolean =>
  mode === 'crop' && focus?.firm === true;

export const isExact = (canvas: Frame['canvas']): canvas is ExactCanvas => 'height' in canvas;

const within = (value: number | undefined, low: number, high: number) =>
  value === undefined || (value >= low && value <= high);

const lengths = (...values: (number | undefined)[]) => values.every((value) => within(value, 1, 65_535));

function problem({ canvas, background, fill, focus, margin = 0 }: Frame): string | undefined {
  if (isSolid(background) && !/^(white|transparent|#[0-9a-f]{6})$/i.test(background)) return 'background';
  if (isExact(canvas)) {
    const whole = Number.isInteger(canvas.width) && Number.isInteger(canvas.height);
    if (!whole || !lengths(canvas.width, canvas.height, canvas.minimum)) return 'canvas';
  } else {
    const { ratio, wanted, minimum, maximum } = canvas;
    if (!lengths(wanted, minimum, maximum) || (minimum ?? 0) > Math.min(wanted, maximum ?? wanted))
      return 'canvas';
    const ratios = ratio === undefined ? [1] : 'from' in ratio ? [ratio.from, ratio.to] : ratio;
    if (ratios.length === 0 || !ratios.every((value) => value >= 0.05 && value <= 20)) return 'ratio';
    if (ratio && 'from' in ratio && ratio.from > ratio.to) return 'ratio';
  }
  if (fill && !(fill.least > 0 && fill.least <= fill.most && fill.most <= 1)) return 'fill';
  if (fill && !within(fill.wanted, fill.least, fill.most)) return 'fill';
  if (focus && !(within(focus.x, 0, 1) && within(focus.y, 0, 1))) return 'focus';
  if (!within(margin, 0, 0.4) || (fill && fill.least > 1 - 2 * margin)) return 'margin';
  return undefined;
}

/** @throws {HeroshotError} bad_option where a value is out of its range or two contradict each other */
export function checkFrame(frame: Frame): void {
  const field = problem(frame);
  if (field)
    throw new HeroshotError('bad_option', `the frame's ${field} is out of range: ${JSON.stringify(frame)}`);
}
