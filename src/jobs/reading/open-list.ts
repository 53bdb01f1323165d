import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { safeName } from '../../catalog/file-name.js';
import type { AddressPolicy } from '../../catalog/remote/address-guard.js';
import { openSource } from '../../catalog/sources/open-source.js';
import type { CatalogSource, ZipLimits } from '../../catalog/sources/source.js';
import { asHeroshotError, HeroshotError, writeError } from '../../engine/errors.js';
import type { Batch } from '../batch.js';
import { type BlobReader, blobPieces, readBlob } from './blob-bytes.js';
import { jsonItems } from './json-items.js';
import { type Listed, listedOf } from './listed.js';

/** Bytes of a table or list; what must be kept of one to tell its pictures apart fits in memory by it. */
const MOST_BYTES = { list: 256 * 2 ** 20, json: 64 * 2 ** 20 };

/** Folders of readers that were killed are removed after this many milliseconds. */
const LEFT_BEHIND = 24 * 3600 * 1000;

const PREFIX = 'reading-';

/** A batch's list: every picture in order, each call anew. */
export interface List {
  pictures(): AsyncIterable<Listed>;
  close(): Promise<void>;
}

/** What a list is opened with. */
export interface ListTools extends AddressPolicy {
  blobs: BlobReader;
  /** Folder for local copies of lists. */
  temporaryFolder: string;
  /** Limits of archives; those of the catalogue by default. */
  zip?: Partial<ZipLimits> | undefined;
  signal: AbortSignal;
}

/**
 * Open the list of a batch. A file is copied to this machine first, because archives and tables are read back and forth.
 *
 * @throws {HeroshotError} what is wrong with the list, `disk_full`, `not_writable`, `blobs_unreachable`, `cancelled`
 */
export async function openList(batch: Batch, tools: ListTools): Promise<List> {
  return batch.source.kind === 'items' ? openItems(batch, tools) : openFile(batch, tools);
}

async function openItems({ source }: Batch, { blobs, signal, ...policy }: ListTools): Promise<List> {
  const bytes = await readBlob(blobs, source.blob, MOST_BYTES.json, signal);
  const items = jsonItems(Buffer.from(bytes).toString('utf8'), policy);
  return {
    async *pictures() {
      yield* items;
    },
    async close() {},
  };
}

async function openFile(batch: Batch, tools: ListTools): Promise<List> {
  const { blobs, temporaryFolder, allowPrivate, zip, signal } = tools;
  const { blob, name, columns } = batch.source;
  const folder = await newFolder(temporaryFolder, batch.id);
  const path = join(folder, safeName(name, 'list'));
  let source: CatalogSource | undefined;
  const close = async () => {
    await source?.close();
    // What can't be removed now is removed by a later reader.
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  };
  // Nobody outside learns where this machine keeps its files.
  const asTold = (error: unknown) => {
    const { code, message, cause } = asHeroshotError(error);
    return new HeroshotError(code, message.replaceAll(folder + sep, ''), { cause });
  };
  try {
    await copy(blobPieces(blobs, blob, { signal }), path);
    source = await openSource(path, {
      localFiles: false,
      remote: { allowPrivate },
      zip,
      ...(columns === undefined ? {} : { columns }),
    });
    if (source.kind !== 'zip' && (await stat(path)).size > MOST_BYTES.list)
      throw new HeroshotError('too_many_bytes', `${name} has more than ${MOST_BYTES.list / 2 ** 20} MiB`);
  } catch (error) {
    await close();
    throw asTold(error);
  }
  const { items } = source;
  return {
    async *pictures() {
      try {
        for await (const { error, ...item } of items(signal))
          yield listedOf(error ? { ...item, error: asTold(error) } : item);
      } catch (error) {
        throw asTold(error);
      }
    },
    close,
  };
}

/** A folder for one reading. What dead readers have left is removed on the way. */
async function newFolder(parent: string, id: string): Promise<string> {
  try {
    await mkdir(parent, { recursive: true });
    for (const name of await readdir(parent)) {
      if (!name.startsWith(PREFIX)) continue;
      const old = join(parent, name);
      const { mtimeMs } = await stat(old).catch(() => ({ mtimeMs: 0 }));
      // A batch has one reader: who had this one before has lost it.
      if (name.startsWith(`${PREFIX}${id}-`) || Date.now() - mtimeMs > LEFT_BEHIND)
        await rm(old, { recursive: true, force: true });
    }
    return await mkdtemp(join(parent, `${PREFIX}${id}-`));
  } catch (error) {
    throw writeError(error, 'the folder for temporary files');
  }
}

async function copy(pieces: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  await pipeline(pieces, createWriteStream(path, { flags: 'wx' })).catch((error: unknown) => {
    throw writeError(error, 'the copy of the list');
  });
}
