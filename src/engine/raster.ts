/** Pixels that the steps after the network work on: sRGB, 8 bits, upright, interleaved `[H, W, channels]`. */
export interface Raster {
  width: number;
  height: number;
  /** 3 = RGB, 4 = RGB and straight (not premultiplied) alpha. */
  channels: 3 | 4;
  /** `width × height × channels` samples 0..255; may lie on memory that threads share. */
  samples: Uint8Array;
}

/** How much of each pixel is subject: `[H, W]`, 0 = background, 255 = subject. */
export interface Matte {
  width: number;
  height: number;
  /** `width × height` samples 0..255; may lie on memory that threads share. */
  alpha: Uint8Array;
}

/** A rectangle of whole pixels: columns `left .. left + width − 1`, rows `top .. top + height − 1`. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A size in whole pixels. */
export interface Size {
  width: number;
  height: number;
}
