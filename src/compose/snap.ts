interface Range {
  from: number;
  to: number;
}

/** One axis of a layout in whole pixels: `crop` of the master is reduced onto `place` of the canvas. */
export interface Axis {
  crop: Range;
  place: Range;
}

/**
 * Bring one axis of a window onto whole pixels of master and canvas, so that the reduction is exactly "these pixels onto
 * those". The shape is off by at most half a pixel of the canvas, and no factor is above 1.
 *
 * @param start of the window in the master, with a fraction
 * @param scale canvas pixels per master pixel, at most 1
 * @param canvas length of the canvas
 * @param master length of the master
 * @param subject is kept inside the crop
 */
export function snapAxis(
  start: number,
  scale: number,
  canvas: number,
  master: number,
  subject: Range | undefined,
): Axis {
  const end = start + canvas / scale;
  const place = {
    from: start < 0 ? Math.min(Math.round(-start * scale), canvas - 1) : 0,
    to: end > master ? Math.min(Math.round((master - start) * scale), canvas) : canvas,
  };
  place.to = Math.max(place.to, place.from + 1);
  const crop = {
    from: Math.min(Math.max(0, Math.round(start)), subject?.from ?? Infinity, master - 1),
    to: Math.max(Math.min(master, Math.round(end)), subject?.to ?? 0),
  };
  const length = place.to - place.from;
  // Rounding may leave a pixel too few: take it from the master where it has one, else from the canvas.
  if (crop.to - crop.from < length) crop.to = Math.min(master, crop.from + length);
  if (crop.to - crop.from < length) crop.from = Math.max(0, crop.to - length);
  if (crop.to - crop.from < length) place.to = place.from + crop.to - crop.from;
  return { crop, place };
}
