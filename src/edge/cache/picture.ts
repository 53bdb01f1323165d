import type { EdgeFormat } from '../grammar/options.js';

/** How a picture came about: reduced or enlarged by arithmetic, or by the network. */
export type Making = 'plain' | 'enhanced';

/** A picture that can be sent. */
export interface Picture {
  body: Uint8Array;
  format: EdgeFormat;
  width: number;
  height: number;
  /** Device pixels a CSS pixel that it came out with. */
  dpr: number;
  making: Making;
  /** Why the network had no part in it where it should have had; the picture is whole all the same. */
  reason?: string;
  /** Version of the source that it was made of. */
  version: string;
  /** Milliseconds since 1970. */
  madeAt: number;
  /** SHA-256 of the body in hex: the entity tag. */
  sha256: string;
}

/** What a picture is kept under: hex digests of its source, and of everything else that it depends on. */
export interface PictureKey {
  source: string;
  variant: string;
}

/** Keeps pictures. Losing one costs time and nothing else, so no method fails. */
export interface PictureCache {
  /** Undefined where there is none, or none that is whole. */
  get(key: PictureKey): Promise<Picture | undefined>;
  /** Whether it is kept now. */
  put(key: PictureKey, picture: Picture): Promise<boolean>;
  /** Forget everything that was made of a source. */
  purge(source: string): Promise<void>;
  close(): Promise<void>;
}
