import { askBlob } from '../api/ask.js';
import { client } from '../api/client.js';
import type { Batch, Job, Treatment } from '../api/types.js';
import { archiveOf, uniqueNames } from '../worker/archive.js';
import { allJobs } from './all-jobs.js';

/** The word of a batch's metadata that holds what the page asked for. */
export const ASKED = 'heroshot_asked';

/**
 * Hand the failed pictures of a batch, or some of them, in again, as a batch of their own: addresses by their addresses, pictures of an archive
 * out of it.
 *
 * @throws {Fault} where none of them can be had again
 */
export async function tryAgain(
  batch: Batch,
  onDone: (done: number, all: number) => void,
  jobs?: readonly Job[],
): Promise<void> {
  const failed = jobs ?? (await allJobs(batch.id, 'failed'));
  const options = { ...askedOf(batch), metadata: { ...batch.metadata, again: batch.id } };
  const addressed = failed.filter(hasAddress);
  if (addressed.length > 0)
    await client().batches.create(
      addressed.map(({ source, name }) => ({ source_url: source.url, name })),
      options as never,
    );
  const kept = failed.filter(({ source }) => source.kind === 'archive' || source.kind === 'upload');
  if (kept.length === 0) return;
  const names = uniqueNames(kept.map(({ name }) => name));
  const entries: { name: string; blob: Blob }[] = [];
  for (const [index, { id, name }] of kept.entries()) {
    entries.push({ name: names[index] ?? name, blob: await askBlob(`/v1/jobs/${id}/input`) });
    onDone(index + 1, kept.length);
  }
  await client().batches.create(await archiveOf(entries), {
    ...options,
    fileName: `again-${batch.source.name.replace(/\.[^.]*$/, '')}.zip`,
  } as never);
}

/** What the batch was asked for: as the page wrote it down, else what the service tells of it. */
function askedOf({ recipe, for: markets, metadata }: Batch): Treatment {
  const written = metadata[ASKED];
  if (written) return JSON.parse(written) as Treatment;
  return {
    ...(recipe && recipe !== 'enhance' ? { recipe: recipe as NonNullable<Treatment['recipe']> } : {}),
    ...(markets.length > 0 ? { for: markets as NonNullable<Treatment['for']> } : {}),
  };
}

const hasAddress = (job: Job): job is Job & { source: { url: string } } =>
  job.source.kind === 'url' && Boolean(job.source.url);
