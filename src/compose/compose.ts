import { HeroshotError } from '../engine/errors.js';
import type { Box, Matte, Raster } from '../engine/raster.js';
import { encodeFile } from './encode-file.js';
import { type Frame, isSolid } from './frame.js';
import { type Layout, planLayout } from './layout.js';
import type { NoteCode } from './notes.js';
import { notesOf } from './notes-of.js';
import { checkOutput, type OutputRule } from './output-rule.js';
import { renderLayout } from './render.js';
import { type Subject, subjectOf } from './subject.js';
import { assertOnlyReduces, type Transform } from './transform.js';
import type { Whiteness } from './whiteness.js';

/** One target: how the picture is framed and how its file is written. */
export interface Target {
  frame: Frame;
  output: OutputRule;
}

/** A target's file and how it came about. */
export interface Composed {
  bytes: Uint8Array;
  format: OutputRule['format'];
  width: number;
  height: number;
  /** `undefined` where the file is without loss. */
  quality: number | undefined;
  layout: Layout;
  /** Every step from master to file; none enlarges. */
  log: Transform[];
  /** Whether the file has an alpha channel. */
  alpha: boolean;
  /** How the background decoded; `undefined` for files with alpha and for those that were not verified. */
  whiteness: Whiteness | undefined;
  notes: NoteCode[];
}

/** Targets that are composed at the same time: while one is encoded, the next is laid on its background. */
const TOGETHER = 2;

function checkMatte(master: Raster, matte: Matte | undefined): void {
  if (matte && (matte.width !== master.width || matte.height !== master.height))
    throw new HeroshotError(
      'bad_option',
      `a matte of ${matte.width}×${matte.height} doesn't belong to a master of ${master.width}×${master.height}`,
    );
}

async function composeTarget(
  master: Raster,
  matte: Matte | undefined,
  subject: Subject,
  { frame, output }: Target,
): Promise<Composed> {
  checkOutput(output, frame);
  const covered = matte !== undefined || master.channels === 4;
  const layout = planLayout(master, subject.box, frame, covered && isSolid(frame.background));
  const { canvas, log } = await renderLayout(master, matte, layout, frame);
  const pureWhite = output.pureWhite ?? (frame.background === 'white' && covered && frame.shadow !== 'soft');
  const file = await encodeFile(canvas, output, pureWhite);
  const { bytes, quality, whiteness } = file;
  const { format } = output;
  log.push({
    step: 'encode',
    of: 'content',
    format,
    bytes: bytes.byteLength,
    ...(quality === undefined ? {} : { quality }),
  });
  assertOnlyReduces(log);
  const notes = [...notesOf(master, covered, subject, frame, layout), ...file.notes];
  const alpha = canvas.channels === 4;
  return { bytes, format, ...layout.canvas, quality, layout, log, alpha, whiteness, notes };
}

/**
 * Compose several files of one master; the subject is looked for once.
 *
 * @param master sRGB, 3 or 4 channels; may lie on shared memory
 * @param matte of the subject, as large as the master; a solid background replaces what it leaves out
 * @param subject box in master pixels; absent = by matte, alpha, or difference from a plain backdrop
 * @returns a file for each target, in their order
 * @throws {HeroshotError} bad_option, would_enlarge
 */
export async function composeFiles(
  master: Raster,
  matte: Matte | undefined,
  subject: Box | undefined,
  targets: readonly Target[],
): Promise<Composed[]> {
  checkMatte(master, matte);
  const found = await subjectOf(master, matte, subject);
  const files: Composed[] = new Array(targets.length);
  let next = 0;
  const work = async () => {
    for (let i = next++; i < targets.length; i = next++)
      files[i] = await composeTarget(master, matte, found, targets[i]);
  };
  await Promise.all(Array.from({ length: TOGETHER }, work));
  return files;
}

/** Compose one file of a master; see {@link composeFiles}. */
export async function composeFile(
  master: Raster,
  matte: Matte | undefined,
  subject: Box | undefined,
  frame: Frame,
  output: OutputRule,
): Promise<Composed> {
  const [file] = await composeFiles(master, matte, subject, [{ frame, output }]);
  return file;
}
