import type { PlainBorder } from '../compose/plain-border.js';
import { HeroshotError } from '../engine/errors.js';
import type { Pool } from '../engine/pool/pool.js';
import type { Box } from '../engine/raster.js';
import type { Marketplace } from '../marketplaces/marketplaces.js';
import { type CutoutReport, findOutline } from './cutout-step.js';
import type { Focus } from './focus.js';
import { marketsOf } from './marketplaces-step.js';
import type { Rasters } from './rasters.js';
import type { CutoutStep, Step } from './recipe.js';
import { RECIPE_THREADS } from './threads.js';

/** What later steps need to know of a picture. */
export interface Prepared {
  /** The subject's outline, where a step, a marketplace or the picture's own transparency asks for it. */
  outline?: CutoutReport;
  /** The subject's box on the master, where it is known. */
  subject?: Box;
  /** How the photograph can be continued beyond its border. */
  border?: PlainBorder;
  notes: string[];
}

type Outlined = Pick<Prepared, 'outline' | 'notes'>;

/** What steps ask for beside enhancing. */
export function laterOf(steps: readonly Step[]): {
  cutout: CutoutStep | undefined;
  markets: Marketplace[];
  focus: Focus | undefined;
} {
  return {
    cutout: steps.find((step) => step.step === 'cutout'),
    focus: steps.find((step) => step.step === 'marketplaces')?.focus,
    markets: steps.flatMap((step) => (step.step === 'marketplaces' ? marketsOf(step) : [])),
  };
}

/**
 * Find the subject. It needs the pixels but not the encoded file, so it runs while the engine encodes and measures.
 *
 * @throws {HeroshotError} `no_subject` where a cut-out was asked for, `matte_model_unusable`
 */
export async function prepare(
  steps: readonly Step[],
  rasters: Rasters,
  pool: Pick<Pool, 'call'>,
): Promise<Prepared> {
  const { cutout, markets } = laterOf(steps);
  const { original, master } = rasters;
  const pure = markets.filter(({ background }) => background === 'pure-white');
  const wanted = cutout || pure.length > 0 || (master.channels === 4 && markets.length > 0);
  const nothing: Outlined = { notes: [] };
  const [outlined, seen] = await Promise.all([
    wanted ? outlineFor(rasters, cutout, pure, pool) : nothing,
    pool.call(RECIPE_THREADS, 'look', { original, master, search: !wanted }),
  ]);
  const subject = outlined.outline?.box ?? seen.subject;
  return { ...seen, ...outlined, ...(subject ? { subject } : {}) };
}

async function outlineFor(
  rasters: Rasters,
  cutout: CutoutStep | undefined,
  pure: readonly Marketplace[],
  pool: Pick<Pool, 'call'>,
): Promise<Outlined> {
  try {
    return { outline: await findOutline(rasters, cutout?.matteModel, pool), notes: [] };
  } catch (error) {
    // Who asked for a cut-out must hear of it; files for marketplaces are still made, and their audits say what they lack.
    if (cutout || !(error instanceof HeroshotError && error.code === 'no_subject')) throw error;
    const names = pure.map(({ name }) => name).join(', ');
    return { notes: [`no subject was found, so the background for ${names || 'all'} stayed as it is`] };
  }
}
