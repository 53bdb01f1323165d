import { EdgeError } from '../errors.js';
import { type BucketOptions, type BucketReader, bucketSource } from './bucket.js';
import { type FolderOptions, folderSource } from './folder.js';
import { type OriginOptions, originSource } from './origin.js';
import type { Source, SourcePicture } from './source.js';

/** Where pictures may come from; what isn't named is refused. */
export interface SourcesOptions {
  /** `local:///path` */
  folder?: string | ({ path: string } & FolderOptions);
  /** `s3://bucket/key` */
  buckets?: Readonly<Record<string, BucketReader>>;
  bucketOptions?: BucketOptions;
  /** `https://host/path` */
  origins?: OriginOptions;
  /** What stands before a source without a scheme; the folder where there is one. */
  base?: string;
}

/** Pictures by their address. */
export interface Sources {
  /** @throws {EdgeError} `source_refused` */
  picture(address: string): SourcePicture;
  close(): void;
}

/** The sources of a server behind one door. */
export function openSources({ folder, buckets, bucketOptions, origins, base }: SourcesOptions): Sources {
  const byScheme = new Map<string, Source>();
  if (folder) {
    const { path, ...options } = typeof folder === 'string' ? { path: folder } : folder;
    byScheme.set('local', folderSource(path, options));
  }
  if (buckets) byScheme.set('s3', bucketSource(buckets, bucketOptions));
  if (origins) for (const scheme of ['http', 'https']) byScheme.set(scheme, originSource(origins));
  const before = base ?? (folder ? 'local:///' : '');
  return {
    picture(address) {
      const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(address)
        ? address
        : `${before}${address.replace(/^\/+/, '')}`;
      const scheme = /^([a-z0-9]+):\/\//i.exec(full)?.[1].toLowerCase() ?? '';
      const source = byScheme.get(scheme);
      if (!source) throw new EdgeError('source_refused', 'this kind of address is no source of this server');
      return source.picture(scheme + full.slice(scheme.length));
    },
    close: () => {
      for (const source of new Set(byScheme.values())) source.close?.();
    },
  };
}
