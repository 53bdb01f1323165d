import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeError } from '../../engine/errors.js';
import { writeAtomically } from '../atomic-file.js';
import { reducePicture, THUMBNAIL } from '../report-html/preview.js';

/** Where the thumbnails lie, relative to the output folder. */
export const THUMBNAILS = 'report/thumbnails';

export type Side = 'before' | 'after';

/** A thumbnail's file: safe on every file system and in a URL, whatever the key holds, and of one key only. */
export function thumbnailName(key: string, side: Side): string {
  return `${createHash('sha256').update(key).digest('hex').slice(0, 24)}-${side}.webp`;
}

/**
 * Write the small pictures that a catalogue's page shows of one picture: WebP of at most 176 pixels, about 4 KB each.
 * A side that is `undefined` keeps what an earlier run wrote; one that can't be shown has no file.
 *
 * @param key the picture's identity in the manifest
 * @param before the file as it came, in any format that heroshot reads
 * @param after the master, or where there is a smaller file of the whole picture that one: it costs less to decode
 * @throws {HeroshotError} `disk_full` or `not_writable`
 */
export async function writeThumbnails(
  out: string,
  key: string,
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
): Promise<void> {
  const folder = join(out, THUMBNAILS);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw writeError(error, folder);
  });
  await Promise.all([
    write(join(folder, thumbnailName(key, 'before')), before),
    write(join(folder, thumbnailName(key, 'after')), after),
  ]);
}

async function write(path: string, bytes: Uint8Array | undefined): Promise<void> {
  if (!bytes) return;
  const thumbnail = await encode(bytes);
  // An older one would show another picture than the row tells of.
  if (!thumbnail) await rm(path, { force: true });
  else await writeAtomically(path, thumbnail);
}

async function encode(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    const { image } = await reducePicture(bytes, THUMBNAIL.edge);
    return await image.webp({ quality: THUMBNAIL.quality, alphaQuality: 80, effort: 1 }).toBuffer();
  } catch {
    return undefined;
  }
}

/** The names of all thumbnails of an output folder. */
export async function thumbnailsIn(out: string): Promise<Set<string>> {
  return new Set(await readdir(join(out, THUMBNAILS)).catch(() => []));
}
