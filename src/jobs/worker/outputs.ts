import { FORMATS } from '../../engine/encode/formats.js';
import { aboutOutput } from '../../recipe/report.js';
import type { RecipeResult } from '../../recipe/run-recipe.js';
import type { BlobStore } from '../blobs/blob-store.js';
import type { Job, JobOutput } from '../job.js';

/** Where everything of a job lies. */
export const jobPrefix = (id: string): string => `jobs/${id}/`;

/** Where the files of one attempt lie: two workers that both believe in a job never write the same file. */
export const attemptPrefix = ({ id, attempts }: Pick<Job, 'id' | 'attempts'>): string =>
  `${jobPrefix(id)}${attempts}/`;

/** Remove the files of a job's attempts, all or all but one: those of workers that died are nobody's. */
export async function removeAttempts(
  blobs: Pick<BlobStore, 'removeAll'>,
  { id, attempts }: Pick<Job, 'id' | 'attempts'>,
  but?: number,
): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt++)
    if (attempt !== but) await blobs.removeAll(attemptPrefix({ id, attempts: attempt }));
}

/**
 * Store the files of a picture. They are nobody's until the job's row names them.
 *
 * @throws {HeroshotError} `disk_full`, `not_writable`, `blobs_unreachable`
 */
export async function storeOutputs(
  blobs: BlobStore,
  job: Pick<Job, 'id' | 'attempts' | 'name'>,
  { outputs, report }: RecipeResult,
): Promise<JobOutput[]> {
  const stem = withoutExtension(job.name);
  const stored: JobOutput[] = [];
  for (const { for: made, bytes, format } of outputs) {
    const { width, height, audit } = aboutOutput(report, made);
    const { extension } = FORMATS[format];
    const blob = `${attemptPrefix(job)}${made}.${extension}`;
    const { sha256 } = await blobs.write(blob, bytes);
    stored.push({
      name: made === 'master' ? `${stem}.${extension}` : `${stem}-${made}.${extension}`,
      for: made,
      blob,
      format,
      bytes: bytes.byteLength,
      width,
      height,
      sha256,
      ...(audit ? { audit: audit.verdict } : {}),
    });
  }
  return stored;
}

/** What formats call themselves, and GIF, which is read alone. */
const EXTENSIONS = new Set([...Object.values(FORMATS).flatMap(({ extensions }) => extensions), 'gif']);

/** A name without the extension of a picture; `v1.2` stays whole. */
function withoutExtension(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 && EXTENSIONS.has(name.slice(dot + 1).toLowerCase()) ? name.slice(0, dot) : name;
}
