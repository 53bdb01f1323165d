import { scaleFor } from '../../compose/place/density.js';
import type { Source } from '../../engine/decode/source.js';
import type { Engine } from '../../engine/engine.js';
import type { EnhanceOptions } from '../../engine/options.js';
import { Arena } from '../../engine/pool/arena.js';
import type { Box } from '../../engine/raster.js';
import type { Enhanced, EnhanceStep } from '../enhance-step.js';
import type { Prepared } from '../prepare.js';
import type { RasterPlace } from '../rasters.js';
import type { Step } from '../recipe.js';
import { RECIPE_THREADS } from '../threads.js';
import { type Ground, openGround } from './ground.js';
import { type Placed, placeDesign, planDesign } from './place.js';
import type { PlaceStep } from './place-step.js';
import { PLACE_THREADS } from './threads.js';

/** Bytes that photographs, results and textures of all placements may take together; one always fits. */
const MEMORY = 512 * 2 ** 20;

/** A cut-out's margins are not known before it is cut out; subjects fill about this much of a picture's side. */
const FILLS = 0.8;

/** A placement that is under way: its ground was looked at, its design is still to come. */
export interface Placing {
  /** The enhancement that the place asks for; what was said stays as it was. */
  enhance: EnhanceStep;
  /** Lay the master on the ground. */
  finish(
    place: RasterPlace,
    enhanced: Enhanced,
    prepared: Prepared,
    exif: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<Placed>;
}

/** Does `place` steps on an engine, within a memory of their own. */
export class PlaceRoom {
  private readonly arena = new Arena(MEMORY);

  constructor(private readonly engine: Engine) {}

  /**
   * Begin a placement: everything that can be refused is refused here, before the design is worked on.
   *
   * @throws {HeroshotError} as `openGround`, and what the design's file can be refused for
   */
  async begin(
    input: string | Uint8Array,
    step: PlaceStep,
    enhance: EnhanceStep,
    others: readonly Step[],
  ): Promise<Placing> {
    const { engine, arena } = this;
    const ground = await openGround(step, engine, arena);
    const source = await engine.inspect(input);
    const cutout = others.some((other) => other.step === 'cutout');
    const { scale, why } = await this.scaleOf(input, source, ground, step, enhance, others, cutout);
    const chosen: EnhanceStep = { ...enhance, scale };
    return {
      enhance: chosen,
      finish: async (place, enhanced, prepared, exif, signal) => {
        const { rasters, own } = place;
        if (!rasters) throw new RangeError('the engine handed no master on');
        const alone = cutout && rasters.master.channels === 3;
        // The old background is taken out of edges of 8 bits.
        const usable = own && !(alone && own.depth === 16) ? own : undefined;
        if (alone && usable)
          await engine.pool.call(RECIPE_THREADS, 'decontaminate', {
            master: { ...usable, samples: usable.samples as Uint8Array },
            matte: rasters.matte,
          });
        const pixels = usable ?? {
          ...rasters.master,
          depth: 8 as const,
          samples: shared(rasters.master.samples),
        };
        const { width, height } = pixels;
        let box: Box | undefined = { left: 0, top: 0, width, height };
        if (alone) box = prepared.outline?.box ?? box;
        else if (ground.trim) box = await engine.pool.call(PLACE_THREADS, 'visible', { pixels });
        const { result } = enhanced;
        const { scale } = result.report;
        return placeDesign(
          {
            ground,
            pixels,
            matte: alone ? rasters.matte : undefined,
            box,
            scale,
            why,
            format: enhance.format ?? 'keep',
            quality: enhance.quality,
            density: enhance.dpi,
            exif,
            claims: source.metadata.digitalSourceType,
            coverage: step.coverage ?? false,
            signal,
          },
          engine.pool,
          arena,
        );
      },
    };
  }

  private async scaleOf(
    input: string | Uint8Array,
    source: Source,
    ground: Ground,
    step: PlaceStep,
    enhance: EnhanceStep,
    others: readonly Step[],
    cutout: boolean,
  ): Promise<{ scale: NonNullable<EnhanceOptions['scale']>; why: string }> {
    if (step.enhance === false) return { scale: 1, why: 'placed as it came, as was asked for' };
    if (enhance.scale !== undefined && enhance.scale !== 'auto')
      return { scale: enhance.scale, why: `${enhance.scale}× was asked for` };
    const more = others.some(({ step: other }) => other === 'marketplaces');
    if (more || enhance.paper)
      return { scale: 'auto', why: 'the recipe’s other files choose the enlargement' };
    const { width, height } = source;
    const whole = { left: 0, top: 0, width, height };
    const seen = ground.trim
      ? await this.engine.pool.call(PLACE_THREADS, 'designBox', { input, source })
      : whole;
    const { most } = planDesign(ground, seen ?? whole).density;
    const shown = cutout && !source.alpha && ground.placement.fit !== 'stretch' ? most / FILLS : most;
    const scale = scaleFor(shown);
    const times = `${shown.toFixed(2)} times its size`;
    return {
      scale,
      why:
        scale === 1
          ? `large enough for its place, which shows it at ${times}`
          : `its place shows it at ${times}, so it was enhanced ${scale}× first`,
    };
  }
}

const shared = (samples: Uint8Array) => samples as Uint8Array<SharedArrayBuffer>;
