import type { Box, Size } from '../engine/raster.js';
import { type Frame, isExact } from './frame.js';
import { around, inside } from './shape.js';

/** What the canvas shows, in pixels of the master, fractions allowed; it may reach beyond the master. */
export interface Window {
  left: number;
  top: number;
  width: number;
  height: number;
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** Whether a window may leave the master just to be centred: only where the pads don't show. */
const isFree = (frame: Frame, subject: Box | undefined, seamless: boolean) =>
  frame.mode === 'pad' && seamless && frame.fill !== undefined && subject !== undefined;

/** The window's width that makes the canvas just as long as its minimum when nothing is reduced. */
function minimumWidth({ canvas }: Frame, ratio: number): number {
  if (isExact(canvas))
    return Math.min(canvas.minimum ?? Infinity, Math.max(canvas.width, canvas.height)) * Math.min(1, ratio);
  const factor = canvas.side === 'shortest' ? Math.max(1, ratio) : Math.min(1, ratio);
  return (canvas.minimum ?? 0) * factor;
}

/** Width of the window: the subject never cut, then the fill rule, then as much of the master as the mode keeps. */
function widthOf(master: Size, subject: Box | undefined, frame: Frame, ratio: number, free: boolean): number {
  const { fill, margin = 0, mode } = frame;
  const whole = mode === 'crop' ? inside(master, ratio) : around(master, ratio);
  if (!subject) return whole;
  const base = around(subject, ratio);
  const hard = base / (fill?.most ?? 1);
  const soft = base / (1 - 2 * margin);
  const tight = Math.max(hard, free ? soft : Math.min(soft, whole));
  if (!fill) return Math.max(whole, tight);
  const largest = inside(master, ratio);
  const loose = base / fill.least;
  const wanted = clamp(base / (fill.wanted ?? (fill.least + fill.most) / 2), tight, Math.max(loose, tight));
  // A scene is not padded for the middle of the range, only for its end.
  const fitting = free ? wanted : Math.max(Math.min(wanted, largest), tight);
  // Room around the subject may bring the canvas to its minimum; enlarging may not.
  const room = free ? loose : Math.min(loose, largest);
  return Math.max(fitting, Math.min(minimumWidth(frame, ratio), room));
}

/**
 * Where a window may lie: anywhere (`free`), over the whole master or inside it (`within`), and the same with even pads
 * where it is longer than the master, because one sees where the photograph ends (`even`).
 */
type Room = 'free' | 'within' | 'even';

/** Start of the window on one axis. */
function startOf(
  length: number,
  master: number,
  subject: { from: number; to: number } | undefined,
  centre: number,
  margin: number,
  room: Room,
): number {
  let start = centre - length / 2;
  if (subject) {
    const spare = Math.max(0, (length - (subject.to - subject.from)) / 2);
    const clear = Math.min(margin * length, spare);
    start = clamp(start, subject.to + clear - length, subject.from - clear);
  }
  if (room === 'free') return start;
  if (length <= master) return clamp(start, 0, master - length);
  return room === 'even' ? (master - length) / 2 : clamp(start, master - length, 0);
}

/**
 * The window of a shape that a frame shows of a master.
 *
 * @param seamless one doesn't see where the photograph ends and its pads begin
 */
export function windowOf(
  master: Size,
  subject: Box | undefined,
  frame: Frame,
  ratio: number,
  seamless: boolean,
): Window {
  const free = isFree(frame, subject, seamless);
  const width = widthOf(master, subject, frame, ratio, free);
  const height = width / ratio;
  const { focus, margin = 0 } = frame;
  const room: Room = free ? 'free' : focus || seamless ? 'within' : 'even';
  const centre = subject ?? { left: 0, top: 0, ...master };
  const x = focus ? focus.x * master.width : centre.left + centre.width / 2;
  const y = focus ? focus.y * master.height : centre.top + centre.height / 2;
  const across = subject && { from: subject.left, to: subject.left + subject.width };
  const down = subject && { from: subject.top, to: subject.top + subject.height };
  return {
    left: startOf(width, master.width, across, x, margin, room),
    top: startOf(height, master.height, down, y, margin, room),
    width,
    height,
  };
}
