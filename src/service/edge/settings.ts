import { HeroshotError } from '../../engine/errors.js';
import type { Tier } from '../../engine/network/registry.js';

/** How the service serves pictures on the fly; on where there is a source. Bytes, and seconds for times. */
export interface EdgeSettings {
  /** Folder of pictures. */
  edge?: string;
  /** Hosts that pictures are fetched from. */
  edgeOrigins: string[];
  /** Buckets that pictures are read from: a name, or `s3://name/prefix?endpoint=…`. */
  edgeBuckets: string[];
  /** Where on the service they are. */
  edgePrefix: string;
  edgeAllowUnsafe?: boolean;
  /** Folder of the cache; in the data folder where absent. */
  edgeCache?: string;
  edgeCacheSize: number;
  edgeMemory: number;
  /** A cache that all nodes share: `s3://bucket/prefix?…`. */
  edgeCacheBucket?: string;
  /** Enlarge by the network. */
  edgeEnhance: boolean;
  edgeTier: Tier;
  /** Whether the first visitor waits for an enhanced picture. */
  edgeWait: boolean;
  edgePatience: number;
  /** Pictures that may wait for the network. */
  edgeQueue: number;
  edgeMaxAge: number;
  /** `transparent`, or a picture file. */
  edgeFallback?: string;
  /** JSON file of presets. */
  edgePresets?: string;
  /** Heed Client Hints and `Save-Data`. */
  edgeHints: boolean;
  /** Origins whose pages may read pictures: `*`, `none`, or some. */
  edgeAllowOrigin: string[];
}

/** Whether pictures on the fly are served. */
export const edgeIsOn = ({ edge, edgeOrigins, edgeBuckets }: EdgeSettings): boolean =>
  edge !== undefined || edgeOrigins.length > 0 || edgeBuckets.length > 0;

/** Addresses that the service itself answers to. */
const TAKEN = /^\/(v1|healthz|readyz|metrics|openapi\.json|assets)?(\/|$)/;

/** @throws {HeroshotError} `bad_option` */
export function checkEdgeSettings(settings: EdgeSettings): void {
  const { edgePrefix, edgeOrigins } = settings;
  if (!/^(\/[\w.~-]+)+$/.test(edgePrefix) || TAKEN.test(edgePrefix))
    throw new HeroshotError(
      'bad_option',
      `--edge-prefix is a path of its own like /edge or /img, not ${edgePrefix}`,
    );
  for (const host of edgeOrigins)
    if (!/^(\*\.)?[\w-]+(\.[\w-]+)*(:\d{1,5})?$|^\[[\da-f:.]+\](:\d{1,5})?$/i.test(host))
      throw new HeroshotError(
        'bad_option',
        `--edge-origins are hosts like img.shop.example or *.cdn.example:8443, not ${host}`,
      );
}
