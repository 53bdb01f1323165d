import { HeroshotError } from '../engine/errors.js';
import type { Box, Size } from '../engine/raster.js';
import { canvasSize } from './canvas-size.js';
import { checkFrame, type Frame, isSolid, leads } from './frame.js';
import { shapeOf } from './shape.js';
import { type Axis, snapAxis } from './snap.js';
import { assertOnlyReduces, type Transform } from './transform.js';
import { type Window, windowOf } from './window.js';

/** Where a master's pixels go on a target's canvas. */
export interface Layout {
  /** What is taken of the master, in its pixels. */
  crop: Box;
  canvas: Size;
  /** Where the reduced crop lies on the canvas; the rest is background. */
  place: Box;
  /** The larger of the factors across and down, at most 1. */
  scale: number;
  pads: { left: number; top: number; right: number; bottom: number };
  /** The subject on the canvas, in canvas pixels with fractions. */
  subject?: Window;
  /** Share of the canvas that the subject spans on the side that it fills most. */
  fill?: number;
  /** `minimum`: smaller than wanted, but allowed; `below`: smaller than allowed, as large as honesty permits. */
  reached: 'wanted' | 'minimum' | 'below';
  log: Transform[];
}

function checkSubject(master: Size, { left, top, width, height }: Box): void {
  const whole = [left, top, width, height].every(Number.isInteger);
  const within = left >= 0 && top >= 0 && left + width <= master.width && top + height <= master.height;
  if (!whole || !within || width < 1 || height < 1)
    throw new HeroshotError(
      'bad_option',
      `the subject ${JSON.stringify({ left, top, width, height })} is not inside a master of ${master.width}×${master.height}`,
    );
}

const sizeOf = ({ width, height }: Size): Size => ({ width, height });

const box = (x: { from: number; to: number }, y: { from: number; to: number }): Box => ({
  left: x.from,
  top: y.from,
  width: x.to - x.from,
  height: y.to - y.from,
});

function subjectOnCanvas(subject: Box, x: Axis, y: Axis): Window {
  const across = (x.place.to - x.place.from) / (x.crop.to - x.crop.from);
  const down = (y.place.to - y.place.from) / (y.crop.to - y.crop.from);
  return {
    left: x.place.from + (subject.left - x.crop.from) * across,
    top: y.place.from + (subject.top - y.crop.from) * down,
    width: subject.width * across,
    height: subject.height * down,
  };
}

/**
 * Plan how a master becomes a target's picture. The plan never enlarges and never cuts the subject: where the master is
 * too small the canvas shrinks, and where the subject doesn't fit the shape the canvas is padded. Only a crop around a
 * firm focus may cut it.
 *
 * @param found where the subject is, in pixels of the master, inside it; absent = the whole picture matters alike
 * @param seamless pads don't show, as where a solid background also replaces the photograph's own; where they show, a fill
 *   rule pads only when it can't be met inside the photograph
 * @throws {HeroshotError} bad_option where the frame contradicts itself or the subject leaves the master
 */
export function planLayout(
  master: Size,
  found: Box | undefined,
  frame: Frame,
  seamless = isSolid(frame.background),
): Layout {
  checkFrame(frame);
  if (found) checkSubject(master, found);
  const subject = leads(frame) ? undefined : found;
  const window = windowOf(master, subject, frame, shapeOf(master, subject, frame), seamless);
  const { size: canvas, scale: wanted, reached } = canvasSize(window, frame);
  const across = subject && { from: subject.left, to: subject.left + subject.width };
  const down = subject && { from: subject.top, to: subject.top + subject.height };
  const x = snapAxis(window.left, wanted, canvas.width, master.width, across);
  const y = snapAxis(window.top, wanted, canvas.height, master.height, down);
  const [crop, place] = [box(x.crop, y.crop), box(x.place, y.place)];
  const scale = Math.max(place.width / crop.width, place.height / crop.height);
  const log: Transform[] = [{ step: 'crop', of: 'content', box: crop }];
  const [from, to] = [sizeOf(crop), sizeOf(place)];
  if (from.width !== to.width || from.height !== to.height)
    log.push({ step: 'reduce', of: 'content', from, to, kernel: 'cubic', scale });
  log.push({ step: 'place', of: 'content', canvas, box: place });
  assertOnlyReduces(log);
  const pads = {
    left: place.left,
    top: place.top,
    right: canvas.width - place.left - place.width,
    bottom: canvas.height - place.top - place.height,
  };
  const layout: Layout = { crop, canvas, place, scale, pads, reached, log };
  if (subject) {
    layout.subject = subjectOnCanvas(subject, x, y);
    layout.fill = Math.max(layout.subject.width / canvas.width, layout.subject.height / canvas.height);
  }
  return layout;
}
