import type { Box, Size } from '../engine/raster.js';
import { type Frame, isSolid } from './frame.js';
import type { Layout } from './layout.js';
import type { NoteCode } from './notes.js';
import type { Subject } from './subject.js';

/** Whether a subject touches the photograph's border, so that more of it may lie beyond. */
const cutBySource = ({ width, height }: Size, box: Box) =>
  box.left === 0 || box.top === 0 || box.left + box.width === width || box.top + box.height === height;

/**
 * What a report should tell of a layout.
 *
 * @param covered a matte or the master's own alpha tells subject from background
 */
export function notesOf(master: Size, covered: boolean, subject: Subject, frame: Frame, layout: Layout) {
  const notes: NoteCode[] = [];
  const { box, by } = subject;
  const solid = isSolid(frame.background);
  if (layout.reached === 'minimum') notes.push('smaller_than_wanted');
  if (layout.reached === 'below') notes.push('below_minimum');
  if (!box) notes.push('subject_unknown');
  if (by === 'difference') notes.push('subject_guessed');
  if (box && cutBySource(master, box)) notes.push('subject_cut_by_source');
  const pixel = 2 / Math.min(layout.canvas.width, layout.canvas.height);
  const { fill } = frame;
  if (fill && layout.fill !== undefined)
    if (layout.fill < fill.least - pixel || layout.fill > fill.most + pixel) notes.push('fill_unmet');
  if (frame.mode === 'crop' && Object.values(layout.pads).some((pad) => pad > 0)) notes.push('padded');
  if (solid && !covered) notes.push('background_kept');
  if (frame.shadow === 'soft' && frame.background === 'white' && covered) notes.push('shadow_on_white');
  if (frame.shadow === 'soft' && !(solid && covered)) notes.push('shadow_needs_matte');
  return notes;
}
