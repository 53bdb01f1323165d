import { askBlob } from '../api/ask.js';
import type { Picture } from './picture.js';

type Sourced = Pick<Picture, 'file' | 'address' | 'kept' | 'name'>;

/** Whether a picture can be handed in (again): it is in the browser, at an address, or the service still has it. */
export const hasSource = ({ file, address, kept }: Sourced): boolean => Boolean(file || address || kept);

/** Where the service has the picture that was handed in. */
export const inputPath = (id: string): string => `/v1/jobs/${id}/input`;

/**
 * A picture's bytes: what was dropped, or what the service kept or fetches from its address; undefined before it was handed in by
 * an address.
 *
 * @throws {Fault}
 */
export async function sourceFile({ file, kept }: Sourced): Promise<Blob | undefined> {
  return file ?? (kept ? askBlob(inputPath(kept)) : undefined);
}
