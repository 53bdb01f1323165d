import { sha256 } from '../cache/entry.js';
import type { Picture, PictureKey } from '../cache/picture.js';

/** A picture of arbitrary bytes, for caches. */
export function somePicture(content: string | Uint8Array = 'picture', more: Partial<Picture> = {}): Picture {
  const body = Buffer.from(content);
  return {
    body,
    format: 'webp',
    width: 3,
    height: 2,
    dpr: 1,
    making: 'plain',
    version: 'v1',
    madeAt: 1,
    sha256: sha256(body),
    ...more,
  };
}

export const someKey = (source: string, variant = ''): PictureKey => ({
  source: sha256(source),
  variant: sha256(variant),
});
