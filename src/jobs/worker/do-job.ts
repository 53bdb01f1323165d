import { asHeroshotError, type ErrorCode, HeroshotError } from '../../engine/errors.js';
import { audit } from '../../marketplaces/audit/audit.js';
import type { Audit } from '../../marketplaces/audit/finding.js';
import { marketplace } from '../../marketplaces/marketplaces.js';
import { onTemplateOrBytes } from '../../recipe/place/on-photo.js';
import type { RecipeReport } from '../../recipe/report.js';
import type { RecipeRunner } from '../../recipe/run-recipe.js';
import type { BlobStore } from '../blobs/blob-store.js';
import { type ClipTools, doClip } from '../clip/do-clip.js';
import type { Job, JobSource, Made } from '../job.js';
import { storeOutputs } from './outputs.js';

/** What a worker needs to do a picture. */
export interface Tools {
  runner: RecipeRunner;
  blobs: BlobStore;
  /** @throws {HeroshotError} what went wrong with the picture's source */
  read(source: JobSource, signal: AbortSignal): Promise<Uint8Array>;
  /** Makes clips; a worker without it fails them. */
  engine?: ClipTools['engine'] | undefined;
}

/** Faults that are not the picture's: another try, later or elsewhere, may succeed. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'disk_full',
  'not_writable',
  'store_unreachable',
  'queue_unreachable',
  'blobs_unreachable',
  'model_missing',
  'model_mismatch',
]);

/** Whether a job should be tried again rather than fail. */
export const isPassing = ({ code }: HeroshotError): boolean => PASSING.has(code);

/**
 * Do a job's work and store its files.
 *
 * @param onProgress share that is done, 0..1
 * @throws {HeroshotError} why it failed; `cancelled` where `signal` fired
 */
export async function doJob(
  job: Job,
  { runner, blobs, read, engine }: Tools,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Made & { inputBytes: number }> {
  try {
    if (job.work.kind === 'clip') {
      if (!engine) throw new HeroshotError('internal', 'this worker makes no clips');
      return await doClip(job, job.work, { engine, blobs, read }, signal, onProgress);
    }
    const bytes = await read(job.source, signal);
    const inputBytes = bytes.byteLength;
    if (job.work.kind === 'audit') return { ...(await auditAll(bytes, job.work.for)), inputBytes };
    const hooks = { signal, onProgress: (_stage: string, share: number) => onProgress(share) };
    const photo = job.work.photo && (await read(job.work.photo, signal));
    const result = await runner.run(bytes, onTemplateOrBytes(job.work.recipe, photo), hooks);
    signal.throwIfAborted();
    const outputs = await storeOutputs(blobs, job, result);
    return {
      outputs,
      verdict: result.report.verdict,
      report: result.report satisfies RecipeReport,
      inputBytes,
    };
  } catch (error) {
    throw asHeroshotError(error);
  }
}

async function auditAll(bytes: Uint8Array, names: readonly string[]): Promise<Made> {
  const audits: Audit[] = [];
  for (const name of names) audits.push(await audit(bytes, marketplace(name)));
  const verdict = (['fail', 'warn'] as const).find((one) => audits.some((found) => found.verdict === one));
  return { outputs: [], verdict: verdict ?? 'pass', report: { audits } };
}
