import type { Frame } from '../compose/frame.js';
import type { Size } from '../engine/raster.js';
import type { EnhanceResult } from '../engine/stages.js';
import type { Marketplace } from '../marketplaces/marketplaces.js';
import { type Carried, composedFormat, type Job } from './compose-step.js';
import { type Focus, focusFor } from './focus.js';
import { targetFor, targetForPaper } from './marketplaces-step.js';
import type { Prepared } from './prepare.js';
import { type PrintPlan, planPrint } from './print.js';
import type { CutoutStep } from './recipe.js';

/** What the files of a picture depend on. */
export interface Ordered {
  cutout: CutoutStep | undefined;
  markets: readonly Marketplace[];
  focus?: Focus | undefined;
  prepared: Prepared;
  result: EnhanceResult;
  print?: PrintPlan | undefined;
  master: Size & { channels: 3 | 4 };
  carried: Carried;
}

/** A job for each marketplace, in their order, then one for the master alone where it is cut out. */
export function jobsFor({
  cutout,
  markets,
  focus,
  prepared,
  result,
  print,
  master,
  carried,
}: Ordered): Job[] {
  const { outline, border } = prepared;
  const alpha = master.channels === 4;
  const { density } = result.report.output;
  const jobs = markets.map((market): Job => {
    if (market.name === 'print') {
      const plan = print ?? planPrint(master, undefined, density, 1);
      return {
        cutOut: false,
        market: market.name,
        target: targetForPaper(plan, result.format, alpha, carried),
      };
    }
    const cutOut =
      outline !== undefined && (cutout !== undefined || alpha || market.background === 'pure-white');
    const known = {
      ...{ cutOut, background: cutout?.background, shadow: cutout?.shadow, border },
      focus: focusFor(focus, market.name),
    };
    return { cutOut, market: market.name, target: targetFor(market, known, carried) };
  });
  if (!cutout) return jobs;
  const { background = 'transparent', shadow } = cutout;
  const output = {
    ...carried,
    format: composedFormat(result.format, background === 'transparent'),
    ...(density ? { density } : {}),
  };
  const canvas = { width: master.width, height: master.height };
  const frame: Frame = { canvas, mode: 'pad', background, ...(shadow ? { shadow: 'soft' } : {}) };
  return [...jobs, { cutOut: true, target: { frame, output } }];
}
