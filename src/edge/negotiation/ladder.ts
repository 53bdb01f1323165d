/**
 * Widths in device pixels that headers can lead to. What a browser says of itself is rounded up to one of them, so that
 * headers make at most this many pictures of an address.
 */
export const LADDER = [
  160, 240, 320, 480, 640, 750, 828, 960, 1080, 1280, 1440, 1600, 1920, 2048, 2560, 3200, 3840,
] as const;

/** The first rung that is wide enough; the last one where none is. */
export const rung = (width: number): number =>
  LADDER.find((step) => step >= width) ?? LADDER[LADDER.length - 1];
