import { type Composed, composeFiles, type Target } from '../compose/compose.js';
import { boxOfMatte } from '../compose/matte-box.js';
import { type PlainBorder, plainBorder } from '../compose/plain-border.js';
import { findSubject as findDifferent } from '../compose/saliency.js';
import { findSubject } from '../cutout/cutout.js';
import { decontaminate } from '../cutout/decontaminate.js';
import { refineMatte } from '../cutout/refine.js';
import { subjectRegion } from '../cutout/region.js';
import type { Subject } from '../cutout/subject.js';
import { type Pixels, rasterOf } from '../engine/master.js';
import type { Box, Matte, Raster, Size } from '../engine/raster.js';
import { audit } from '../marketplaces/audit/audit.js';
import type { Audit } from '../marketplaces/audit/finding.js';
import { type MarketplaceName, marketplace } from '../marketplaces/marketplaces.js';
import { onMaster } from './on-master.js';

/** Targets of one thread. Samples of `master` and `matte` lie on shared memory. */
export interface ComposeTask {
  master: Raster;
  matte?: Matte | undefined;
  subject?: Box | undefined;
  targets: Target[];
}

/** An outline that is to be refined on the master, into `out`. */
export interface RefineTask {
  subject: Subject;
  master: Raster;
  out: Uint8Array;
}

/** A file that was made for a marketplace. */
export interface AuditTask {
  bytes: Uint8Array;
  market: MarketplaceName;
  /** Size of the picture that it was made from. */
  madeFrom: Size;
}

/** What a crop needs to know of a picture. */
export interface Look {
  /** Roughly where the subject is, in pixels of the master; absent where nobody can tell. */
  subject?: Box;
  border?: PlainBorder;
}

/** Look at a picture without cutting it out: on a plain backdrop difference tells most exactly, in a scene the network. */
async function look({ original, master }: { original: Raster; master: Raster }): Promise<Look> {
  const border = await plainBorder(master);
  const subject = (await findDifferent(master)) ?? (await regionOnMaster(original, master));
  return { ...(subject ? { subject } : {}), ...(border ? { border } : {}) };
}

async function regionOnMaster(original: Raster, master: Raster): Promise<Box | undefined> {
  const region = await subjectRegion(original);
  return region && onMaster(region, original, master);
}

/** Refine a subject's outline into shared memory; its box on the master, where the master's own alpha doesn't say it. */
function refine({ subject, master, out }: RefineTask): Box | undefined {
  const matte = refineMatte(subject, master, out);
  return subject.method === 'alpha' ? undefined : boxOfMatte(matte);
}

/** Everything that a recipe asks of a pool thread. Rasters and mattes lie on shared memory. */
export const TASKS = {
  raster: ({ pixels, out }: { pixels: Pixels; out: Uint8Array<SharedArrayBuffer> }) => rasterOf(pixels, out),
  subject: ({
    original,
    matteModel,
  }: {
    original: Raster;
    matteModel?: string | undefined;
  }): Promise<Subject> => findSubject(original, matteModel ? { matteModel } : {}),
  look,
  refine,
  decontaminate: ({ master, matte }: { master: Raster; matte: Matte }): void => decontaminate(master, matte),
  compose: ({ master, matte, subject, targets }: ComposeTask): Promise<Composed[]> =>
    composeFiles(master, matte, subject, targets),
  audit: ({ bytes, market, madeFrom }: AuditTask): Promise<Audit> =>
    audit(bytes, marketplace(market), { madeFrom }),
};
