import type { OutputFormat } from '../engine/encode/formats.js';
import type { Engine } from '../engine/engine.js';
import { checkSignal } from '../engine/enlarge.js';
import type { EnhanceOptions } from '../engine/options.js';
import { type Enhanced, runEnhance } from './enhance-step.js';
import type { HandOff } from './hand-off.js';
import { goOn, parted } from './handed-back.js';
import { type Later, runLater } from './later-steps.js';
import type { Placed } from './place/place.js';
import { PlaceRoom, type Placing } from './place/placing.js';
import { type Prepared, prepare } from './prepare.js';
import { RasterRoom } from './rasters.js';
import type { Recipe } from './recipe.js';
import type { RecipeReport } from './report.js';

/** A file that a recipe made. */
export interface RecipeOutput {
  /** `master`, the marketplace it was made for, `placed`, or `coverage` for which of its pixels were composed. */
  for: string;
  bytes: Uint8Array;
  format: OutputFormat;
}

/** Everything that a recipe made of a picture; the master comes first. */
export interface RecipeResult {
  outputs: [RecipeOutput, ...RecipeOutput[]];
  report: RecipeReport;
}

type Hooks = Pick<EnhanceOptions, 'signal' | 'onProgress'>;

/** How a runner is set up. */
export interface RunnerOptions {
  /** Brings pictures to other tools; without it a recipe that hands off is refused. */
  handOff?: HandOff | undefined;
}

/** Does recipes on an engine; make one and use it for every picture. */
export interface RecipeRunner {
  /**
   * Do a recipe's steps to one picture.
   *
   * @param input path of a picture file, or its bytes
   * @throws {HeroshotError} with a stable `code`
   */
  run(input: string | Uint8Array, recipe: Recipe, hooks?: Hooks): Promise<RecipeResult>;
}

/** Share of the whole that is done when a picture is handed off, for progress. */
const HANDED_OFF = 0.7;

/** Share of the whole that enhancing takes where other steps follow, for progress. */
const ENHANCED = 0.85;

/**
 * Make recipes runnable on an engine.
 *
 * @example
 * const engine = createEngine();
 * const { outputs, report } = await createRecipeRunner(engine).run('bag.jpg', workflow('repurpose'));
 * await engine.close();
 */
export function createRecipeRunner(engine: Engine, { handOff }: RunnerOptions = {}): RecipeRunner {
  const room = new RasterRoom(engine.pool);
  const grounds = new PlaceRoom(engine);
  /** Everything up to a hand-off. */
  const here: RecipeRunner = {
    async run(input, { name, steps: [enhance, ...later] }, hooks = {}) {
      if (later.length === 0) return finished(name, await runEnhance(input, enhance, engine, hooks));
      const placeStep = later.find((step) => step.step === 'place');
      const placing: Placing | undefined =
        placeStep && (await grounds.begin(input, placeStep, enhance, later));
      checkSignal(hooks.signal);
      const place = room.place();
      let exif: Record<string, string> = {};
      let preparing: Promise<Prepared> | undefined;
      try {
        const enhanced = await runEnhance(input, placing?.enhance ?? enhance, engine, {
          ...hooks,
          onProgress: (stage, done) => hooks.onProgress?.(stage, done * ENHANCED),
          onMaster: async (master) => {
            exif = master.exif;
            // Of a run that did not pass the gate: its memory must not be given up under a thread.
            await preparing?.catch(() => {});
            await place.keep(master, placing !== undefined);
            preparing = place.rasters && prepare(later, place.rasters, engine.pool);
            preparing?.catch(() => {});
          },
        });
        checkSignal(hooks.signal);
        const { digitalSourceType } = enhanced.result.report.output;
        const carried = { exif, ...(digitalSourceType ? { digitalSourceType } : {}) };
        if (!place.rasters || !preparing) throw new RangeError('the engine handed no master on');
        const made = await runLater(later, enhanced, place.rasters, preparing, carried, engine.pool);
        const placed = await placing?.finish(place, enhanced, await preparing, exif, hooks.signal);
        hooks.onProgress?.('measure', 1);
        return finished(name, enhanced, made, placed);
      } finally {
        await preparing?.catch(() => {});
        place.give();
      }
    },
  };
  const run: RecipeRunner['run'] = async (input, recipe, hooks = {}) => {
    const { step, ...parts } = parted(recipe);
    if (!step) return here.run(input, recipe, hooks);
    const { signal, onProgress } = hooks;
    const told = (from: number, to: number): Hooks => ({
      ...(signal ? { signal } : {}),
      onProgress: (stage, done) => onProgress?.(stage, from + (to - from) * done),
    });
    const made = await here.run(input, parts.before, told(0, HANDED_OFF));
    return goOn(
      made,
      { ...parts, step },
      { handOff, pool: engine.pool, hooks, run: (back, rest) => run(back, rest, told(HANDED_OFF, 1)) },
    );
  };
  return { run };
}

/** What goes to whoever asked: files and one report of everything. */
function finished(
  recipe: string,
  { result, print, gate }: Enhanced,
  made?: Later,
  placed?: Placed,
): RecipeResult {
  const { fidelity, notes } = result.report;
  const reasons = [...fidelity.reasons, ...(made?.doubts ?? [])];
  const master = made?.alone ?? result;
  const report: RecipeReport = {
    ...result.report,
    recipe,
    verdict: reasons.length > 0 || fidelity.verdict === 'review' ? 'review' : 'pass',
    reasons,
    notes: [...notes, ...(print?.notes ?? []), ...(made?.notes ?? [])],
    outputs: made?.files.map((file) => file.report) ?? [],
  };
  if (gate) report.gate = gate;
  if (print) report.print = print;
  if (made?.cutout) report.cutout = made.cutout;
  if (made) report.later = made.timings;
  if (placed) report.placement = placed.report;
  if (made?.alone) {
    const { width, height, format, bytes, alpha } = made.alone;
    Object.assign(report.output, {
      width,
      height,
      format,
      bytes: bytes.byteLength,
      alpha,
      depth: 8,
      colour: 'sRGB',
    });
  }
  return {
    outputs: [
      { for: 'master', bytes: master.bytes, format: master.format },
      ...(made?.files ?? []).map(({ file, report: { for: market } }) => ({
        for: market,
        bytes: file.bytes,
        format: file.format,
      })),
      ...(placed ? [{ for: 'placed', bytes: placed.bytes, format: placed.format }] : []),
      ...(placed?.coverage ? [{ for: 'coverage', bytes: placed.coverage, format: 'png' as const }] : []),
    ],
    report,
  };
}
