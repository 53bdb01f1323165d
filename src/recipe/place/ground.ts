import type { Fit } from '../../compose/place/fit.js';
import type { Front } from '../../compose/place/front.js';
import { checkPlacement, DEFAULTS, type Placement, type Shape } from '../../compose/place/placement.js';
import { torsoQuad } from '../../compose/place/torso.js';
import type { Source } from '../../engine/decode/source.js';
import type { Engine } from '../../engine/engine.js';
import { HeroshotError } from '../../engine/errors.js';
import { DEFAULT_LIMITS } from '../../engine/limits.js';
import { type Arena, blockBytes } from '../../engine/pool/arena.js';
import { RECIPE_THREADS } from '../threads.js';
import type { PlaceStep } from './place-step.js';
import { findTemplate, type Template } from './template.js';
import { PLACE_THREADS } from './threads.js';

/** Who said where a design goes. */
export type SaidBy = 'quad' | 'mesh' | 'template' | 'auto';

/** A photograph that designs are laid on, before its pixels are decoded. */
export interface Ground {
  /** The template's name, or `photo`. */
  name: string;
  input: string | Uint8Array;
  source: Source;
  placement: Placement;
  by: SaidBy;
  front?: Front;
  trim: boolean;
  notes: string[];
}

/**
 * Read everything of a placement but the photograph's pixels, and refuse what can't be: before any work is done on a design.
 *
 * @param arena lends memory while a torso is looked for
 * @throws {HeroshotError} `bad_quad`, `bad_mesh`, `outside_photo`, `bad_mask`, `bad_option`, `no_subject`, `unknown_template`,
 *   `bad_template`, and what a picture file can be refused for
 */
export async function openGround(
  step: PlaceStep,
  engine: Pick<Engine, 'inspect' | 'pool'>,
  arena: Arena,
): Promise<Ground> {
  const { on } = step;
  const template = typeof on === 'string' ? await findTemplate(on) : undefined;
  const input = template?.photo ?? on;
  const source = await engine.inspect(input);
  checkSize(template, source);
  const notes: string[] = [];
  const { shape, by } = await shapeOf(step, template, input, source, engine, arena, notes);
  // Points that a person set by hand are the design's corners; an area is filled with the design as it is.
  const byHand = by === 'quad' || by === 'mesh';
  const fit: Fit = step.fit ?? (byHand ? 'stretch' : (template?.fit ?? 'contain'));
  const placement: Placement = {
    shape,
    fit,
    aspect: step.aspect ?? (by === 'template' ? template?.aspect : undefined),
    shade: step.shade ?? template?.shade ?? DEFAULTS.shade,
    displace: step.displace ?? template?.displace ?? DEFAULTS.displace,
    gloss: step.gloss ?? template?.gloss ?? DEFAULTS.gloss,
  };
  checkPlacement(placement, source);
  const mask = step.mask ?? template?.mask;
  const limits = DEFAULT_LIMITS;
  const front =
    mask && (await engine.pool.call(PLACE_THREADS, 'front', { input: mask, limits, photo: source }));
  return {
    name: template?.name ?? 'photo',
    input,
    source,
    placement,
    by,
    ...(front ? { front } : {}),
    trim: step.trim ?? fit !== 'stretch',
    notes,
  };
}

function checkSize(template: Template | undefined, { width, height }: Source): void {
  if (template && (template.width !== width || template.height !== height))
    throw new HeroshotError(
      'bad_template',
      `the template ${template.name} was made for a photo of ${template.width}×${template.height}, its photo has ${width}×${height}`,
    );
}

async function shapeOf(
  { quad, mesh, auto }: PlaceStep,
  template: Template | undefined,
  input: string | Uint8Array,
  source: Source,
  engine: Pick<Engine, 'pool'>,
  arena: Arena,
  notes: string[],
): Promise<{ shape: Shape; by: SaidBy }> {
  if ([quad, mesh, auto].filter(Boolean).length > 1)
    throw new HeroshotError(
      'bad_option',
      'a quad, a mesh and auto each say where the design goes; choose one',
    );
  if (quad) return { shape: { quad }, by: 'quad' };
  if (mesh) return { shape: { mesh }, by: 'mesh' };
  if (template && !auto)
    return {
      shape: template.mesh ? { mesh: template.mesh } : { quad: template.quad as NonNullable<typeof quad> },
      by: 'template',
    };
  const count = source.width * source.height * (source.alpha ? 4 : 3);
  const block = await arena.take(blockBytes(count, count));
  try {
    const room = () => new Uint8Array(block.buffer, block.take(count), count);
    const { pixels } = await engine.pool.call(PLACE_THREADS, 'photo', { input, source, out: room() });
    const original = await engine.pool.call(RECIPE_THREADS, 'raster', { pixels, out: room() });
    const subject = await engine.pool.call(RECIPE_THREADS, 'subject', { original });
    if (subject.confidence < 0.5)
      notes.push(
        'the outline of the model in the photo is uncertain; look whether the design sits right, or give --quad',
      );
    return { shape: { quad: torsoQuad(subject.matte, subject.box, source) }, by: 'auto' };
  } finally {
    arena.give(block);
  }
}
