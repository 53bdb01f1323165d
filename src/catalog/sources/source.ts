import type { HeroshotError } from '../../engine/errors.js';
import type { FetchOptions } from '../remote/picture-fetcher.js';
import type { ColumnsOption } from '../tables/columns-option.js';
import type { Table } from '../tables/table.js';

/** Where the bytes of a picture are. Plain data: it may be written down and read by another process. */
export type Place = { file: string } | { url: string } | { entry: EntryPlace };

/** A ZIP entry's data, as the central directory tells it. */
export interface EntryPlace {
  /** Byte offset of the local header. */
  offset: number;
  compressedSize: number;
  size: number;
  /** 0 stored, 8 deflated. */
  method: 0 | 8;
  crc32: number;
}

/** One picture of a catalogue, or one that can't be read, with its error. */
export interface CatalogItem {
  /** Identity in the catalogue: unique, and the same at every run over the same source. */
  key: string;
  /** The product's identifier as the table has it, without blanks around it. */
  sku?: string;
  /** 1-based place among the pictures of this product; 1 outside of tables. */
  position: number;
  /** Base name of output files: unique in the catalogue, whatever the case, safe on every file system, without extension. */
  name: string;
  /** As `name`, but only unique within `folder`: for results that keep the source's folders. */
  stem: string;
  /** Folder inside the source, cleaned, `/` between its parts; '' at the top. */
  folder: string;
  /** What people call it: path, URL or entry name as given. */
  source: string;
  /** 1-based row of the table, header not counted; line of a list. */
  row?: number;
  /** Column of the table, by its name in the header. */
  column?: string;
  /** 1-based place of the picture in its cell. */
  index?: number;
  /** `key` of an earlier item of the same product and source: the same picture in another cell, with that one's name. */
  repeats?: string;
  /** Absent where `error` is there. */
  place?: Place;
  error?: HeroshotError;
  /** Size of the picture where it is known before it is read. */
  bytes?: number;
}

/** An ordered stream of pictures that can be read one at a time, in any order, several at the same time. */
export interface CatalogSource {
  kind: 'folder' | 'zip' | 'table' | 'list';
  /** Every picture in order; each call begins anew. Only what is needed for names that differ is kept. */
  items(signal?: AbortSignal): AsyncIterable<CatalogItem>;
  /**
   * The bytes of a picture, within limits.
   *
   * @throws {HeroshotError} the item's own error, or what went wrong
   */
  read(item: CatalogItem, signal?: AbortSignal): Promise<Uint8Array>;
  /** The table behind the pictures: for results and for the import copy. */
  table?: Table;
  close(): Promise<void>;
}

/** Limits of archives. */
export interface ZipLimits {
  /** Entries of one archive; 1,000,000 by default. */
  entries: number;
  /** Unpacked bytes of one entry; 256 MiB by default. */
  entryBytes: number;
}

/** How a source is opened. */
export interface SourceOptions {
  /** Folder in which pictures are looked for that a table or list names; with everything below it. */
  pictures?: string | undefined;
  /** Which columns of a table are what; found out by default. */
  columns?: string | ColumnsOption | undefined;
  /** Folder that is left out where it lies inside the source: results of an earlier run. */
  skip?: string | undefined;
  /** How URLs are fetched. */
  remote?: FetchOptions | undefined;
  zip?: Partial<ZipLimits> | undefined;
  /** Whether a table or list may name files at all; true by default. For tables of strangers. */
  localFiles?: boolean | undefined;
}
