import type { Size } from '../../engine/raster.js';

/** What a frame shows of a plate: a rectangle in the plate's pixels, fractions allowed. */
export interface View {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The largest rectangle of the frame's shape in the middle of a plate. */
export function wholeView(plate: Size, frame: Size): View {
  const scale = Math.min(plate.width / frame.width, plate.height / frame.height);
  const [width, height] = [frame.width * scale, frame.height * scale];
  return { left: (plate.width - width) / 2, top: (plate.height - height) / 2, width, height };
}

const between = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/**
 * A view enlarged by `zoom` (≥ 1) around a point, moved as little as keeps it on the plate.
 *
 * @param x, y the point in the plate's pixels
 */
export function zoomed(whole: View, plate: Size, zoom: number, x: number, y: number): View {
  const [width, height] = [whole.width / zoom, whole.height / zoom];
  return {
    left: between(x - width / 2, 0, plate.width - width),
    top: between(y - height / 2, 0, plate.height - height),
    width,
    height,
  };
}

/** A view on the straight way from one to another; every edge moves evenly in `t`, 0..1. */
export function viewAt(from: View, to: View, t: number): View {
  const mix = (a: number, b: number) => a + (b - a) * t;
  return {
    left: mix(from.left, to.left),
    top: mix(from.top, to.top),
    width: mix(from.width, to.width),
    height: mix(from.height, to.height),
  };
}

/** Where a point of the plate lies in the frame, in frame pixels; a pixel's centre is at its index. */
export function inFrame(view: View, frame: Size, x: number, y: number): { x: number; y: number } {
  return {
    x: ((x + 0.5 - view.left) / view.width) * frame.width - 0.5,
    y: ((y + 0.5 - view.top) / view.height) * frame.height - 0.5,
  };
}
