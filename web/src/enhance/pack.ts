import { askBlob } from '../api/ask.js';
import type { Job } from '../api/types.js';
import { archiveOf, uniqueNames } from '../worker/archive.js';
import type { Picture } from './picture.js';

/** A file of the service, and where it goes in an archive. */
export interface Packed {
  name: string;
  path: string;
}

/** Files that are fetched at the same time. */
const AT_ONCE = 3;

/** Every file of jobs: masters at the top, or in a folder of their own beside one for each marketplace. */
export function filesOfJobs(jobs: readonly Job[]): Packed[] {
  const sorted = jobs.some(({ outputs }) => outputs.some((output) => output.for !== 'master'));
  const all = jobs.flatMap(({ id, outputs }) =>
    outputs.map((output) => ({
      name: sorted ? `${output.for}/${output.name}` : output.name,
      path: `/v1/jobs/${id}/outputs/${encodeURIComponent(output.name)}`,
    })),
  );
  const names = uniqueNames(all.map(({ name }) => name));
  return all.map(({ path }, index) => ({ path, name: names[index] ?? path }));
}

export const filesOf = (pictures: readonly Picture[]): Packed[] =>
  filesOfJobs(pictures.flatMap(({ job }) => (job ? [job] : [])));

/**
 * A ZIP of files of the service. Browsers keep fetched files outside of the page's memory once they are large.
 *
 * @throws {Fault} for a file that can't be had
 */
export async function packed(
  files: readonly Packed[],
  onDone: (at: number, all: number) => void,
): Promise<Blob> {
  const blobs: Blob[] = new Array(files.length);
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let index = next++; index < files.length; index = next++) {
      blobs[index] = await askBlob((files[index] as Packed).path);
      onDone(++done, files.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return archiveOf(files.map(({ name }, index) => ({ name, blob: blobs[index] as Blob })));
}
