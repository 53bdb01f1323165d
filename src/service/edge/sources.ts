import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type NamedBucket, s3Reader } from '../../edge/sources/s3-reader.js';
import type { SourcesOptions } from '../../edge/sources/sources.js';
import { HeroshotError, readError } from '../../engine/errors.js';
import type { EdgeSettings } from './settings.js';

/** Sources of the settings, and what of them must be closed. */
export interface OpenedSources {
  options: SourcesOptions;
  buckets: readonly NamedBucket[];
}

/**
 * Make sources of settings.
 *
 * @throws {HeroshotError} `file_not_found`, `bad_option`
 */
export async function sourcesOf({
  edge,
  edgeOrigins,
  edgeBuckets,
  allowPrivate,
}: EdgeSettings & { allowPrivate: boolean }): Promise<OpenedSources> {
  const folder = edge === undefined ? undefined : resolve(edge);
  if (folder !== undefined) await checkFolder(folder);
  const buckets = edgeBuckets.map(s3Reader);
  const options: SourcesOptions = {
    ...(folder === undefined ? {} : { folder }),
    ...(edgeOrigins.length > 0 ? { origins: { hosts: edgeOrigins, allowPrivate } } : {}),
    ...(buckets.length > 0
      ? { buckets: Object.fromEntries(buckets.map(({ name, reader }) => [name, reader])) }
      : {}),
  };
  return { options, buckets };
}

async function checkFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: unknown) => {
    throw readError(error, `the folder ${folder} of --edge`);
  });
  if (!found.isDirectory())
    throw new HeroshotError('bad_option', `--edge is a folder of pictures; ${folder} is none`);
}

/** A word about each bucket that can't be read now; the others, and other sources, are served all the same. */
export async function unreadableBuckets(
  buckets: readonly NamedBucket[],
): Promise<[name: string, error: unknown][]> {
  const asked = await Promise.all(
    buckets.map(async ({ name, reader }): Promise<[string, unknown] | undefined> => {
      try {
        await reader.info('heroshot-can-read');
        return undefined;
      } catch (error) {
        return [name, error];
      }
    }),
  );
  return asked.filter((found) => found !== undefined);
}
