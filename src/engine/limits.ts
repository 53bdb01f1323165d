/** Bounds that hold before any pixel is decoded. */
export interface Limits {
  /** Largest input, in pixels (width × height). */
  inputPixels: number;
  /** Largest output, in pixels. */
  outputPixels: number;
}

/** 50 megapixels in, 200 megapixels out. */
export const DEFAULT_LIMITS: Limits = { inputPixels: 50_000_000, outputPixels: 200_000_000 };
