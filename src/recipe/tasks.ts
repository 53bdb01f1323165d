import { composeFile, type Target } from '../compose/compose.js';
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
import { type MarketplaceName, marketplace } from '../marketplaces/marketplaces.js';
import { compare } from './compare.js';
import type { Made } from './compose-step.js';
import { onMaster } from './on-master.js';

/** A file that is to be made. Samples of `master` and `matte` lie on shared memory. */
export interface MakeTask {
  master: Raster;
  matte?: Matte | undefined;
  subject?: Box | undefined;
  target: Target;
  /** The marketplace whose rules it is held against. */
  market?: MarketplaceName | undefined;
  /** Size of the picture that the master was made from. */
  madeFrom: Size;
}

/** Compose a file and hold its bytes against its marketplace. */
async function make({ master, matte, subject, target, market, madeFrom }: MakeTask): Promise<Made> {
  const start = performance.now();
  // An audit decodes the file anyway.
  const output = market ? { ...target.output, verify: false } : target.output;
  const file = await composeFile(master, matte, subject, target.frame, output);
  const composed = performance.now();
  const found = market && (await audit(file.bytes, marketplace(market), { madeFrom }));
  return {
    file,
    ...(found ? { audit: found } : {}),
    composeMs: composed - start,
    auditMs: performance.now() - composed,
  };
}

/** An outline that is to be refined on the master, into `out`. */
export interface RefineTask {
  subject: Subject;
  master: Raster;
  out: Uint8Array;
}

/** What a crop needs to know of a picture. */
export interface Look {
  /** Roughly where the subject is, in pixels of the master; absent where nobody can tell. */
  subject?: Box;
  border?: PlainBorder;
}

/** A picture that is looked at; its subject is searched for only where no outline will tell. */
export interface LookTask {
  original: Raster;
  master: Raster;
  search: boolean;
}

/** Look at a picture without cutting it out: on a plain backdrop difference tells most exactly, in a scene the network. */
async function look({ original, master, search }: LookTask): Promise<Look> {
  const border = await plainBorder(master);
  const subject = search && ((await findDifferent(master)) ?? (await regionOnMaster(original, master)));
  return { ...(subject ? { subject } : {}), ...(border ? { border } : {}) };
}

async function regionOnMaster(original: Raster, master: Raster): Promise<Box | undefined> {
  const region = await subjectRegion(original);
  return region && onMaster(region, original, master);
}

/** Refine a subject's outline into shared memory; its box on the master, where the master's own alpha doesn't say it. */
function refine({ subject, master, out }: RefineTask): Box | undefined {
  const matte = refineMatte(subject, master, out);
  if (subject.method === 'alpha') return undefined;
  const box = boxOfMatte(matte);
  if (box) clearOutside(matte, box);
  return box;
}

/** Take away the haze of an outline that its box leaves out: it would lie on a frame's white border. */
function clearOutside({ width, height, alpha }: Matte, box: Box): void {
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  alpha.fill(0, 0, box.top * width);
  for (let y = box.top; y < bottom; y++) {
    alpha.fill(0, y * width, y * width + box.left);
    alpha.fill(0, y * width + right, (y + 1) * width);
  }
  alpha.fill(0, bottom * width, height * width);
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
  make,
  compare,
};
