import type { Composed } from '../compose/compose.js';
import type { Pool } from '../engine/pool/pool.js';
import { type Carried, composeJobs } from './compose-step.js';
import { type CutoutReport, doubts } from './cutout-step.js';
import type { Enhanced } from './enhance-step.js';
import { jobsFor } from './jobs.js';
import { reportOf } from './marketplaces-step.js';
import { laterOf, type Prepared } from './prepare.js';
import type { Rasters } from './rasters.js';
import type { Step } from './recipe.js';
import type { OutputReport } from './report.js';

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
  timings: LaterTimings;
}

/** Milliseconds after the master was there: on the clock, and of all threads together where it says so. */
export interface LaterTimings {
  /** Waiting for the subject, which was looked for while the master was encoded and measured. */
  subject: number;
  /** Composing, of all threads together. */
  compose: number;
  /** Auditing, of all threads together. */
  audit: number;
  /** From the finished master to the last file, on the clock. */
  total: number;
}

/**
 * Cut out, compose and audit, from one master.
 *
 * @throws {HeroshotError} as `prepare`
 */
export async function runLater(
  steps: readonly Step[],
  { result, print }: Enhanced,
  rasters: Rasters,
  preparing: Promise<Prepared>,
  carried: Carried,
  pool: Pick<Pool, 'call' | 'threads'>,
): Promise<Later> {
  const start = performance.now();
  const { cutout, markets, focus } = laterOf(steps);
  const prepared = await preparing;
  const subject = performance.now() - start;
  const { master } = rasters;
  const jobs = jobsFor({ cutout, markets, focus, prepared, result, print, master, carried });
  const made = await composeJobs(jobs, rasters, prepared.subject, pool);
  const files = markets.map((market, i) => ({ file: made[i].file, report: reportOf(made[i], market) }));
  const { outline, notes } = prepared;
  const failed = files.filter(({ report }) => report.audit.verdict === 'fail');
  const sum = (of: 'composeMs' | 'auditMs') => made.reduce((total, one) => total + one[of], 0);
  return {
    ...(cutout ? { alone: made[made.length - 1].file } : {}),
    files,
    ...(outline ? { cutout: outline } : {}),
    doubts: [...(outline ? doubts(outline) : []), ...failed.map(({ report }) => failure(report))],
    notes,
    timings: {
      subject: Math.round(subject),
      compose: Math.round(sum('composeMs')),
      audit: Math.round(sum('auditMs')),
      total: Math.round(performance.now() - start),
    },
  };
}

function failure({ for: name, audit }: OutputReport): string {
  const fails = audit.findings.filter(({ severity }) => severity === 'fail');
  return `${name}: ${fails.map(({ message }) => message).join('; ')}`;
}
