import type { HeroshotError } from '../../engine/errors.js';

/** One picture that a catalogue names. */
export interface CatalogItem {
  key: string;
  sku?: string;
  position: number;
  name: string;
  folder: string;
  source: string;
  row?: number;
  column?: string;
  error?: HeroshotError;
  bytes?: number;
}

/** Where the pictures of a catalogue come from. */
export interface CatalogSource {
  kind: 'folder' | 'zip' | 'table' | 'list';
  items(signal?: AbortSignal): AsyncIterable<CatalogItem>;
  read(item: CatalogItem, signal?: AbortSignal): Promise<Uint8Array>;
  close(): Promise<void>;
}
