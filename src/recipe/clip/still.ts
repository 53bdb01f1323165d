import type { Layers } from '../../compose/clip/layers.js';
import { type Motion, type Move, planMove } from '../../compose/clip/move.js';
import type { Plated } from '../../compose/clip/plate.js';
import type { ClipSize } from '../../compose/clip/sizes.js';
import { CLIP_THREADS } from '../../compose/clip/threads.js';
import type { Subject } from '../../cutout/subject.js';
import type { Source } from '../../engine/decode/source.js';
import type { Engine } from '../../engine/engine.js';
import { checkSignal } from '../../engine/enlarge.js';
import { HeroshotError } from '../../engine/errors.js';
import { allocateSamples } from '../../engine/picture.js';
import type { Box, Matte, Raster } from '../../engine/raster.js';
import { RECIPE_THREADS } from '../threads.js';
import { type ClipFinding, clipFinding } from './findings.js';
import type { CheckedClip } from './options.js';

/** A still on its way into a clip. */
export interface ClipStill {
  /** What it is called in messages and in the report. */
  name: string;
  input: string | Uint8Array;
}

/** A still as frames of one size see it. */
export interface Shot extends Pick<Plated, 'plate'> {
  move: Move;
  layers?: Layers | undefined;
}

/** A still, ready to be drawn at every size of a clip. */
export interface LoadedStill {
  shots: Shot[];
  source: Pick<Source, 'width' | 'height' | 'metadata'>;
  scale: 1 | 2 | 4;
  motion: Motion;
  /** How sure the outline of its subject is, where one was looked for. */
  confidence?: number;
  findings: ClipFinding[];
}

/** Plate pixels for each frame pixel: more than one, so that a moving picture is as sharp at every fraction of a pixel. */
const DENSITY = 1.6;

/** Below this an outline is not trusted to move, and above this share of the picture nothing is left to move behind. */
const SURE = 0.6;
const FILLS = 0.8;

/** The least enlargement by which a picture covers every frame. */
function scaleFor({ width, height }: Source, sizes: readonly ClipSize[]): 1 | 2 | 4 {
  const need = Math.max(...sizes.map((size) => Math.max(size.width / width, size.height / height)));
  if (need <= 1.05) return 1;
  return need <= 2.1 ? 2 : 4;
}

/**
 * Decode, enhance, find the subject, and frame it for every size.
 *
 * @param place which still of how many
 * @throws {HeroshotError} as `Engine.pixels`; `matte_model_unusable` never
 */
export async function loadStill(
  { input, name }: ClipStill,
  place: { index: number; of: number },
  options: CheckedClip,
  engine: Pick<Engine, 'pixels' | 'inspect' | 'pool'>,
  signal?: AbortSignal,
): Promise<LoadedStill> {
  try {
    const source = await engine.inspect(input);
    const scale = options.scale === 'auto' ? scaleFor(source, options.sizes) : options.scale;
    const master = await masterOf(input, scale, engine, signal);
    checkSignal(signal);
    const loaded = await framed(master, place, options, engine);
    return { ...loaded, source, scale };
  } catch (error) {
    if (!(error instanceof HeroshotError) || error.code === 'cancelled') throw error;
    throw new HeroshotError(error.code, `${name}: ${error.message}`, { cause: error });
  }
}

async function masterOf(
  input: ClipStill['input'],
  scale: 1 | 2 | 4,
  engine: Pick<Engine, 'pixels' | 'pool'>,
  signal?: AbortSignal,
): Promise<Raster> {
  let master: Raster | undefined;
  await engine.pixels(input, { scale, ...(signal ? { signal } : {}) }, async (pixels) => {
    const { width, height, channels } = pixels;
    const out = allocateSamples(width * height * channels, 8);
    const found = await engine.pool.call(RECIPE_THREADS, 'raster', { pixels, out });
    master = { ...found, samples: out };
  });
  return master as Raster;
}

/** A subject that can be parted from its background, or why not. */
interface Outline {
  box?: Box;
  matte?: Matte;
  confidence?: number;
  findings: ClipFinding[];
}

async function outlineOf(master: Raster, pool: Engine['pool']): Promise<Outline> {
  let subject: Subject;
  try {
    subject = await pool.call(RECIPE_THREADS, 'subject', { original: master });
  } catch (error) {
    if (error instanceof HeroshotError && error.code === 'no_subject')
      return { findings: [clipFinding('no_subject')] };
    throw error;
  }
  const { width, height } = master;
  const { confidence, findings } = subject;
  const alpha = allocateSamples(width * height, 8);
  let box = subject.box;
  if (subject.method === 'alpha') for (let i = 0; i < alpha.length; i++) alpha[i] = master.samples[4 * i + 3];
  else box = (await pool.call(RECIPE_THREADS, 'refine', { subject, master, out: alpha })) ?? box;
  const all = findings.some(({ code }) => code === 'touches_all_borders');
  if (all || box.width * box.height > FILLS * width * height)
    return { box, confidence, findings: [clipFinding('fills_frame')] };
  if (confidence < SURE) return { box, confidence, findings: [clipFinding('unsure_subject')] };
  return { box, confidence, matte: { width, height, alpha }, findings: [] };
}

type Framed = Omit<LoadedStill, 'source' | 'scale'>;

async function framed(
  master: Raster,
  { index, of }: { index: number; of: number },
  { motion: asked, sizes }: CheckedClip,
  { pool }: Pick<Engine, 'pool'>,
): Promise<Framed> {
  const wantsDepth = asked === 'parallax' || asked === 'auto';
  const outline = wantsDepth ? await outlineOf(master, pool) : await lookAt(master, pool);
  const { box, matte, confidence } = outline;
  // With `auto` another motion is a choice, not a disappointment.
  const findings = asked === 'parallax' ? [...outline.findings] : [];
  if (asked === 'turn' && of === 1) findings.push(clipFinding('one_picture'));
  let motion: Motion = 'zoom';
  const shots: Shot[] = [];
  for (const size of sizes) {
    const job = { master, subject: box, frame: size, density: DENSITY };
    motion = asked === 'turn' && of === 1 ? 'zoom' : asked === 'auto' ? 'zoom' : asked;
    if (asked === 'parallax' && !matte) motion = 'zoom';
    const shape = motion === 'pan' ? 'whole' : 'frame';
    let plated = await pool.call(CLIP_THREADS, 'plate', {
      ...job,
      shape,
      ...(wantsDepth && matte ? { matte } : {}),
    });
    if (asked === 'auto') {
      // Before a plain backdrop nothing moves but the subject, which a zoom shows as well.
      motion = !plated.plain && matte ? 'parallax' : !plated.plain && index % 3 === 1 ? 'pan' : 'zoom';
      if (motion === 'pan') plated = await pool.call(CLIP_THREADS, 'plate', { ...job, shape: 'whole' });
    }
    const { plate, subject } = plated;
    const layers =
      motion === 'parallax' && plated.matte
        ? await pool.call(CLIP_THREADS, 'layers', { plate, matte: plated.matte })
        : undefined;
    if (motion === 'parallax' && !layers) motion = 'zoom';
    const still = { width: plate.width, height: plate.height, subject: layers?.box ?? subject };
    const move = planMove(motion, index, still, size);
    shots.push({ plate, layers, move });
    const sharpest = Math.min(move.from.width, move.to.width) / size.width;
    if (sharpest < 0.98 && !findings.some(({ code }) => code === 'soft')) findings.push(clipFinding('soft'));
  }
  return { shots, motion, findings, ...(confidence === undefined ? {} : { confidence }) };
}

async function lookAt(master: Raster, pool: Engine['pool']): Promise<Outline> {
  const { subject } = await pool.call(RECIPE_THREADS, 'look', { original: master, master, search: true });
  return { ...(subject ? { box: wholeBox(subject, master) } : {}), findings: [] };
}

function wholeBox({ left, top, width, height }: Box, { width: across, height: down }: Raster): Box {
  const [x, y] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
  return {
    left: x,
    top: y,
    width: Math.min(across, Math.ceil(left + width)) - x,
    height: Math.min(down, Math.ceil(top + height)) - y,
  };
}
