import type { Box, Size } from '../engine/raster.js';

/** A box of the original in pixels of its master, which is a whole number of times as large. */
export function onMaster({ left, top, width, height }: Box, original: Size, master: Size): Box {
  const times = master.width / original.width;
  return { left: left * times, top: top * times, width: width * times, height: height * times };
}
