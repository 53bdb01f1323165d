import type { Composed } from '../compose/compose.js';
import { HeroshotError } from '../engine/errors.js';
import type { Pool } from '../engine/pool/pool.js';
import type { Marketplace } from '../marketplaces/marketplaces.js';
import { type Carried, composedFormat, composeJobs, type Job } from './compose-step.js';
import { type CutoutReport, doubts, findOutline } from './cutout-step.js';
import type { Enhanced } from './enhance-step.js';
import { marketsOf, reportOf, targetFor, targetForPaper } from './marketplaces-step.js';
import { planPrint } from './print.js';
import type { Rasters } from './rasters.js';
import type { CutoutStep, Step } from './recipe.js';
import type { OutputReport } from './report.js';
import { RECIPE_THREADS } from './threads.js';

/** What the steps after enhancing made of a picture. */
export interface Later {
  /** The master cut out; absent where the master stays as it is. */
  alone?: Composed;
  /** Files for marketplaces, with their reports. */
  files: { file: Composed; report: OutputReport }[];
  cutout?: CutoutReport;
  /** Why a person should look. */
  doubts: string[];
  notes: string[];
  /** Milliseconds on the clock. */
  timings: { cutout: number; compose: number; audit: number };
}

/**
 * Cut out, compose and audit, from one master.
 *
 * @throws {HeroshotError} `no_subject` where a cut-out was asked for, `matte_model_unusable`
 */
export async function runLater(
  steps: readonly Step[],
  { result, print }: Enhanced,
  rasters: Rasters,
  carried: Carried,
  pool: Pick<Pool, 'call' | 'threads'>,
): Promise<Later> {
  const step = steps.find((one) => one.step === 'cutout');
  const markets = steps.flatMap((one) => (one.step === 'marketplaces' ? marketsOf(one) : []));
  const start = performance.now();
  const { outline, notes } = await outlineFor(rasters, step, markets, pool);
  const { original, master } = rasters;
  const { subject, border } = outline
    ? { subject: outline.box, border: undefined }
    : await pool.call(RECIPE_THREADS, 'look', { original, master });
  const outlined = performance.now();

  const { width, height } = master;
  const alpha = master.channels === 4;
  const forMarket = (market: Marketplace): Job => {
    if (market.name === 'print') {
      const plan = print ?? planPrint({ width, height }, undefined, result.report.output.density, 1);
      return { cutOut: false, target: targetForPaper(plan, result.format, alpha, carried) };
    }
    const cutOut =
      outline !== undefined && (step !== undefined || alpha || market.background === 'pure-white');
    return {
      cutOut,
      target: targetFor(market, { cutOut, background: step?.background, border }, carried),
    };
  };
  const jobs = markets.map(forMarket);
  if (step) {
    const { background = 'transparent' } = step;
    const { density } = result.report.output;
    jobs.push({
      cutOut: true,
      target: {
        frame: { canvas: { width, height }, mode: 'pad', background },
        output: {
          ...carried,
          format: composedFormat(result.format, background === 'transparent'),
          ...(density ? { density } : {}),
        },
      },
    });
  }
  const made = await composeJobs(jobs, rasters, subject, pool);
  const composed = performance.now();
  const reports = await Promise.all(markets.map((market, i) => reportOf(made[i], market, original, pool)));
  const audited = performance.now();
  const failed = reports.filter(({ audit }) => audit.verdict === 'fail');
  return {
    ...(step ? { alone: made[jobs.length - 1] } : {}),
    files: reports.map((report, i) => ({ file: made[i], report })),
    ...(outline ? { cutout: outline } : {}),
    doubts: [...(outline ? doubts(outline) : []), ...failed.map(failure)],
    notes,
    timings: { cutout: outlined - start, compose: composed - outlined, audit: audited - composed },
  };
}

/** The subject's outline where a step, a marketplace or the picture's own transparency asks for it. */
async function outlineFor(
  rasters: Rasters,
  step: CutoutStep | undefined,
  markets: readonly Marketplace[],
  pool: Pick<Pool, 'call'>,
): Promise<{ outline?: CutoutReport; notes: string[] }> {
  const pure = markets.filter(({ background }) => background === 'pure-white');
  const transparent = rasters.original.channels === 4 && markets.length > 0;
  if (!step && !transparent && pure.length === 0) return { notes: [] };
  try {
    return { outline: await findOutline(rasters, step?.matteModel, pool), notes: [] };
  } catch (error) {
    // Who asked for a cut-out must hear of it; files for marketplaces are still made, and their audits say what they lack.
    if (step || !(error instanceof HeroshotError && error.code === 'no_subject')) throw error;
    const names = pure.map(({ name }) => name).join(', ');
    return { notes: [`no subject was found, so the background for ${names} stayed as it is`] };
  }
}

function failure({ for: name, audit }: OutputReport): string {
  const fails = audit.findings.filter(({ severity }) => severity === 'fail');
  return `${name}: ${fails.map(({ message }) => message).join('; ')}`;
}
