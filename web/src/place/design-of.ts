import { askBlob } from '../api/ask.js';
import type { Picture } from '../enhance/picture.js';
import { useFile, useLocal } from '../enhance/results.js';
import { hasSource, inputPath, sourceFile } from '../enhance/source.js';

/** The finished file of a picture, where it is done. */
const masterOf = ({ state, job }: Picture) =>
  state === 'done' ? job?.outputs?.find((output) => output.for === 'master') : undefined;

const masterPath = (picture: Picture): string | undefined => {
  const master = masterOf(picture);
  return master && `/v1/jobs/${picture.job?.id}/outputs/${encodeURIComponent(master.name)}`;
};

/** What a picture of the session looks like as a design: enhanced where it is done, else as it came. */
export function useDesign(picture: Picture | undefined): string | undefined {
  const finished = picture && masterPath(picture);
  const local = useLocal(finished || picture?.unreadable ? undefined : picture?.file);
  const kept = picture?.kept && !picture.file && !finished ? inputPath(picture.kept) : undefined;
  const fetched = useFile(finished ?? kept);
  return finished ? fetched.url : (local ?? fetched.url);
}

/** Whether a picture can be placed: it is done, or there is something to hand in. */
export const canPlace = (picture: Picture): boolean => Boolean(masterOf(picture)) || hasSource(picture);

/**
 * A design as it is handed in; without bytes it is at the picture's address.
 *
 * @throws {Fault}
 */
export async function designBytes(picture: Picture): Promise<{ name: string; bytes?: Blob | undefined }> {
  const path = masterPath(picture);
  if (path) return { name: masterOf(picture)?.name ?? picture.name, bytes: await askBlob(path) };
  return { name: picture.name, bytes: await sourceFile(picture) };
}
