import type { CatalogItem } from '../../catalog/sources/source.js';
import type { HeroshotError } from '../../engine/errors.js';
import type { Batch } from '../batch.js';
import { itemId } from '../id.js';
import type { JobError, JobSource, NewJob } from '../job.js';

/** A picture that a batch's list names, or why it names none. */
export type Listed = Pick<CatalogItem, 'name' | 'source' | 'place' | 'error' | 'bytes'> &
  Pick<NewJob, 'metadata'>;

/** Characters that are kept of a cell in a job's metadata: a cell can hold megabytes. */
const LONGEST = 500;

/** An item of a table, list or ZIP; its metadata say where it stands there. */
export function listedOf(item: CatalogItem): Listed {
  const { sku, row, column, position } = item;
  // Only a table numbers the pictures of a product.
  const told = { sku, row, column, position: column === undefined ? undefined : position };
  const metadata = Object.entries(told).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value).slice(0, LONGEST)]],
  );
  return { ...item, metadata: Object.fromEntries(metadata) };
}

/** The job of a batch's picture: the same however often the list is read. One that names no picture is born failed. */
export function jobOf(batch: Batch, listed: Listed, ordinal: number): NewJob {
  const { error, bytes, metadata } = listed;
  return {
    id: itemId(batch.id, ordinal),
    ...{ batchId: batch.id, ordinal, keyId: batch.keyId, priority: batch.priority, work: batch.work },
    name: fileName(listed),
    source: sourceOf(batch, listed),
    metadata,
    ...(bytes === undefined ? {} : { inputBytes: bytes }),
    ...(error ? { error: told(error) } : {}),
  };
}

/** An error as it may be kept and shown: a list's own words can hold anything, and PostgreSQL takes no NUL. */
export function told({ code, message }: Pick<HeroshotError, 'code' | 'message'>): JobError {
  return { code, message: message.replace(/\p{Cc}/gu, ' ').slice(0, 2000) };
}

function sourceOf({ source: { blob } }: Batch, { place, source }: Listed): JobSource {
  if (place && 'entry' in place) return { kind: 'archive', key: blob, place };
  // What names no picture keeps its own words: whoever tries to fetch them is refused again.
  return { kind: 'url', url: place && 'url' in place ? place.url : source };
}

/** How names of pictures end. */
export const PICTURE_EXTENSION = /\.(jpe?g|jpe|png|webp|avif|tiff?|gif|svg)$/i;

/** The catalogue's name with the source's own extension. */
function fileName({ name, source }: Listed): string {
  const found = PICTURE_EXTENSION.exec(source) ?? PICTURE_EXTENSION.exec(source.split(/[?#]/)[0]);
  if (found) return `${name}${found[0].toLowerCase()}`;
  // What follows the last dot would be taken for the extension.
  return name.replaceAll('.', '_');
}
