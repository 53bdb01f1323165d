import { createHash } from 'node:crypto';
import { checkSignal } from '../engine/enlarge.js';
import { asHeroshotError, HeroshotError } from '../engine/errors.js';
import { judge } from '../engine/measure/verdict.js';
import type { EnhanceOptions } from '../engine/options.js';
import type { Pool } from '../engine/pool/pool.js';
import type { HandedBack, HandOff, HandOffStep } from './hand-off.js';
import type { Recipe, Step } from './recipe.js';
import type { HandOffReport, RecipeReport } from './report.js';
import type { RecipeResult } from './run-recipe.js';
import { RECIPE_THREADS } from './threads.js';

/** A recipe up to its first hand-off, that, and what comes after it. */
export interface Parted {
  before: Recipe;
  step?: HandOffStep;
  after: Step[];
}

/** Part a recipe at its first hand-off. */
export function parted({ name, steps: [enhance, ...later] }: Recipe): Parted {
  const at = later.findIndex(({ step }) => step === 'http');
  if (at < 0) return { before: { name, steps: [enhance, ...later] }, after: [] };
  return {
    before: { name, steps: [enhance, ...later.slice(0, at)] },
    step: later[at] as HandOffStep,
    after: later.slice(at + 1),
  };
}

/** What going on needs. */
export interface GoingOn {
  handOff: HandOff | undefined;
  pool: Pick<Pool, 'call'>;
  hooks: Pick<EnhanceOptions, 'signal' | 'onProgress'>;
  /** Does the rest of the recipe to what came back. */
  run(input: Uint8Array, recipe: Recipe): Promise<RecipeResult>;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * Hand a picture off and do the rest of the recipe to the answer, which no network enlarges any more.
 *
 * @throws {HeroshotError} as the hand-off; what the answered picture has; `bad_option` where nobody can hand off
 */
export async function goOn(
  made: RecipeResult,
  { before, step, after }: Parted & { step: HandOffStep },
  { handOff, pool, hooks, run }: GoingOn,
): Promise<RecipeResult> {
  if (!handOff)
    throw new HeroshotError('bad_option', 'the recipe hands off, and here nothing may be handed off');
  checkSignal(hooks.signal);
  const [master] = made.outputs;
  const { bytes, format } = master;
  const back = await handOff({ step, recipe: before.name, bytes, format, report: made.report }, hooks.signal);
  checkSignal(hooks.signal);
  const [enhance] = before.steps;
  const { format: asked = 'keep', quality, dpi } = enhance;
  const claimed = made.report.output.digitalSourceType;
  const rest: Recipe = {
    name: before.name,
    steps: [
      {
        step: 'enhance',
        scale: 1,
        format: asked,
        ...(quality ? { quality } : {}),
        ...(dpi ? { dpi } : {}),
        ...(claimed ? { claimed } : {}),
      },
      ...after,
    ],
  };
  const answer = back.bytes ?? bytes;
  const done = await run(answer, rest).catch((error: unknown) => {
    const { code, message } = asHeroshotError(error);
    if (code === 'cancelled' || code === 'internal') throw error;
    throw new HeroshotError(code, `what ${new URL(step.url).host} answered: ${message}`, { cause: error });
  });
  const fidelity =
    back.bytes && (await pool.call(RECIPE_THREADS, 'compare', { before: bytes, after: back.bytes }));
  return joined(made, done, handOffReport(step, bytes, back, done, fidelity));
}

function handOffReport(
  { url }: HandOffStep,
  sent: Uint8Array,
  { bytes, id, signed, attempts, milliseconds }: HandedBack,
  { report: { input } }: RecipeResult,
  fidelity: HandOffReport['fidelity'] | undefined,
): HandOffReport {
  const { host, origin, pathname } = new URL(url);
  return {
    host,
    // Whatever stands in a query is between caller and tool.
    url: origin + pathname,
    id,
    signed,
    attempts,
    milliseconds: Math.round(milliseconds),
    sent: { bytes: sent.byteLength, sha256: sha256(sent) },
    received: bytes
      ? {
          format: input.format,
          bytes: bytes.byteLength,
          width: input.width,
          height: input.height,
          sha256: sha256(bytes),
        }
      : 'unchanged',
    ...(fidelity ? { fidelity } : {}),
  };
}

/** Why a person should look at what came back. */
function doubtsOf({ host, received, fidelity }: HandOffReport): string[] {
  if (received === 'unchanged') return [];
  if (!fidelity) return [`${host} changed the picture's shape, so its fidelity could not be measured`];
  return judge(fidelity).reasons.map((reason) => `after ${host}: ${reason}`);
}

/** One result of both parts: the master is what came back, files made before the hand-off stay. */
function joined(made: RecipeResult, done: RecipeResult, handOff: HandOffReport): RecipeResult {
  const { report: first } = made;
  const { report: second } = done;
  const reasons = [...first.reasons, ...doubtsOf(handOff), ...second.reasons];
  const cutout = second.cutout ?? first.cutout;
  const later = second.later ?? first.later;
  const placement = second.placement ?? first.placement;
  const report: RecipeReport = {
    ...first,
    output: second.output,
    reasons,
    verdict:
      reasons.length > 0 || first.verdict === 'review' || second.verdict === 'review' ? 'review' : 'pass',
    notes: [...first.notes, `handed off to ${handOff.host}`, ...second.notes],
    outputs: [...first.outputs, ...second.outputs],
    handOffs: [handOff, ...(second.handOffs ?? [])],
    ...(cutout ? { cutout } : {}),
    ...(later ? { later } : {}),
    ...(placement ? { placement } : {}),
  };
  const [, ...earlier] = made.outputs;
  const [master, ...files] = done.outputs;
  return { outputs: [master, ...earlier, ...files], report };
}
