import type { Size } from '../../../engine/raster.js';

/** A size for people, e.g. `1200×1600`. */
export const sizeText = ({ width, height }: Size) => `${width}×${height}`;

/** A share 0..1 for people, e.g. `86.5 %`. Never rounded up to a whole that it is not. */
export const percent = (share: number) => `${Math.floor(share * 1000) / 10} %`;

/** Bytes for people, in millions. */
export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e5 ? 3 : 1)} MB`;
