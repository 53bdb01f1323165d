import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RECIPE } from '../../../catalog/testing/fake-catalog.js';
import type { BatchSource } from '../../batch.js';
import type { BlobStore } from '../../blobs/blob-store.js';
import { diskBlobs } from '../../blobs/disk.js';
import { newId } from '../../id.js';
import type { Job } from '../../job.js';
import type { Store } from '../../store/open-store.js';
import { type Reading, type ReadingTools, readBatch } from '../read-batch.js';

/** A place in which batches are submitted and read. */
export interface Place {
  blobs: BlobStore;
  folder: string;
  temporaryFolder: string;
  tools: ReadingTools;
  /** @returns the batch's id */
  submit(content: string | Uint8Array, name: string, more?: Partial<BatchSource>): Promise<string>;
  read(id: string, more?: Partial<ReadingTools>): Promise<Reading>;
  /** All jobs of a batch, in its order. */
  jobs(id: string): Promise<Job[]>;
  /** What lies in the folder for temporary files. */
  leftovers(): Promise<string[]>;
  remove(): Promise<void>;
}

/** Over a store, with blobs in a folder. */
export async function newPlace(store: Store): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'heroshot-reading-'));
  const temporaryFolder = join(folder, 'tmp');
  const blobs = diskBlobs(join(folder, 'blobs'));
  const tools: ReadingTools = { store, blobs, worker: newId('req'), temporaryFolder, beatEvery: 20 };
  return {
    ...{ blobs, folder, temporaryFolder, tools },
    async submit(content, name, more = {}) {
      const id = newId('bat');
      const blob = `batches/${id}/list`;
      await blobs.write(blob, Buffer.from(content as string));
      const source: BatchSource = { blob, name, kind: 'file', ...more };
      const work = { kind: 'recipe', recipe: RECIPE } as const;
      await store.batches.add({ id, keyId: 'key_x', priority: 'bulk', work, source, metadata: {} });
      return id;
    },
    read: (id, more) => readBatch(id, { ...tools, ...more }),
    async jobs(id) {
      const all: Job[] = [];
      for (let after: string | undefined; ; after = all.at(-1)?.id) {
        const page = await store.jobs.list({
          batchId: id,
          limit: 1000,
          oldestFirst: true,
          ...(after ? { after } : {}),
        });
        all.push(...page);
        if (page.length < 1000) return all;
      }
    },
    leftovers: () => readdir(temporaryFolder),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A file's bytes, then gone. */
export async function taken(path: string): Promise<Buffer> {
  const bytes = await readFile(path);
  await rm(path);
  return bytes;
}
