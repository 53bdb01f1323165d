import { folderOf, type Kept, type Kind } from './removal.js';

/** Ids that are looked up together. */
const PAGE = 500;

/**
 * Remove files of jobs and batches that the database does not know: uploads whose request ended before its row was
 * written, and what a worker wrote after its job was forgotten.
 *
 * @param before only where every file of it was last changed before this time
 * @returns jobs and batches whose files were removed
 */
export async function removeOrphans(kept: Kept, before: number): Promise<number> {
  let removed = 0;
  for (const kind of ['jobs', 'batches'] as const) {
    let page: string[] = [];
    for await (const id of oldFolders(kept, kind, before)) {
      page.push(id);
      if (page.length < PAGE) continue;
      removed += await removeUnknown(kept, kind, page);
      page = [];
    }
    removed += await removeUnknown(kept, kind, page);
  }
  return removed;
}

/** Ids under which no file is younger. Keys come in order, so those of one id come together. */
async function* oldFolders({ blobs }: Kept, kind: Kind, before: number): AsyncGenerator<string> {
  let last: string | undefined;
  let old = true;
  for await (const { key, changedAt } of blobs.list(`${kind}/`)) {
    const [, id, file] = key.split('/');
    if (file === undefined) continue;
    if (id !== last) {
      if (last !== undefined && old) yield last;
      last = id;
      old = true;
    }
    old &&= changedAt < before;
  }
  if (last !== undefined && old) yield last;
}

async function removeUnknown({ store, blobs }: Kept, kind: Kind, ids: readonly string[]): Promise<number> {
  const known = await store[kind].known(ids);
  const unknown = ids.filter((id) => !known.has(id));
  for (const id of unknown) await blobs.removeAll(folderOf(kind, id));
  return unknown.length;
}
